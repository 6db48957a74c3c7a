package io.mpm.monitor.daemon;

import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.daemon.usage.PriceTable;
import io.mpm.monitor.daemon.usage.TranscriptFolders;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a daemon must know to start.
 *
 * @param address where it can be reached
 * @param dashboard the folder with the page's files
 * @param memoryMb how many megabytes its heap may take: a tenth as much, beside it, holds events,
 *     half of that what is known of sessions
 * @param history where events outlive the daemon, if they are to
 * @param redaction what is taken out of events that no proxy brings, and of files; asked each time,
 *     so that a change counts at once
 * @param usage whose transcripts are counted at which prices, if they are to be
 */
public record DaemonSettings(
    Address address,
    Path dashboard,
    int memoryMb,
    Optional<History> history,
    Supplier<RedactionSettings> redaction,
    Optional<Usage> usage) {

  /**
   * Where a daemon listens, and under which names it is served.
   *
   * @param port on 127.0.0.1
   * @param socket a Unix socket that leads there too
   * @param tunnels other names than this machine's own
   */
  public record Address(int port, Optional<Path> socket, List<String> tunnels) {

    public Address {
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("port must be in 1..65535: " + port);
      }
      tunnels = List.copyOf(tunnels);
    }

    /** A port of this machine and nothing else. */
    public static Address onLoopback(int port) {
      return new Address(port, Optional.empty(), List.of());
    }
  }

  /** A history's file and how much of the past it keeps. */
  public record History(Path file, Retention retention) {}

  /** Where Claude Code's transcripts are, and what tokens cost. */
  public record Usage(TranscriptFolders transcripts, PriceTable prices) {}

  public DaemonSettings {
    if (memoryMb < 1) {
      throw new IllegalArgumentException("memoryMb must be positive: " + memoryMb);
    }
  }

  /** Settings of a daemon that keeps events in memory only, and reads no transcripts. */
  public static DaemonSettings withoutHistory(int port, Path dashboard) {
    return new DaemonSettings(
        Address.onLoopback(port),
        dashboard,
        128,
        Optional.empty(),
        RedactionSettings::defaults,
        Optional.empty());
  }

  long memoryBytes() {
    return (long) memoryMb << 20;
  }

  /** What events may take in memory. */
  long eventBytes() {
    return memoryBytes() / 10;
  }
}
