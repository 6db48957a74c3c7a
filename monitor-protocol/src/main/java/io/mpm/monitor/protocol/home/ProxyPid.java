package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who the proxy of a home is, as {@code run/proxy.pid} says it in words that a shell can read:
 * {@code <pid> <start> <version>}.
 *
 * @param start when it started, in the system's ticks; {@code -} where there is no {@code /proc}
 *     that tells
 * @param version of its program; empty where no jar was built
 */
public record ProxyPid(long pid, String start, Optional<ProgramVersion> version) {

  private static final String UNKNOWN = "-";

  private static final int MAX_BYTES = 200;

  /** File times are coarser than start times. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  /** This process, running a program of that version. */
  public static ProxyPid current(Optional<ProgramVersion> version) {
    long pid = ProcessHandle.current().pid();
    return new ProxyPid(pid, ProcStat.of(pid).map(ProcStat::start).orElse(UNKNOWN), version);
  }

  /** The proxy of this home, if one runs. */
  public static Optional<ProxyPid> findAlive(MonitorHome home) {
    try {
      return aliveIn(home.proxyPid());
    } catch (IOException | NumberFormatException e) {
      // Nobody who could be asked wrote this: as good as no proxy.
      return Optional.empty();
    }
  }

  /**
   * Removes what a proxy that no longer runs has left behind, if it can, unless another has written
   * its own by then. Where there is no {@code /proc}, a shell takes any process of that number for
   * the proxy.
   */
  public static void removeDead(MonitorHome home) {
    Path file = home.proxyPid();
    try {
      Optional<String> left = textIn(file);
      if (left.isPresent() && findAlive(home).isEmpty() && textIn(file).equals(left)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Whoever starts a proxy now says more of what is wrong with this home.
    }
  }

  private static Optional<ProxyPid> aliveIn(Path file) throws IOException {
    Optional<String> text = textIn(file);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String[] words = text.get().strip().split(" ", -1);
    Instant written = Files.getLastModifiedTime(file).toInstant();
    return Optional.of(
            new ProxyPid(
                Long.parseLong(words[0]),
                words.length > 1 ? words[1] : UNKNOWN,
                words.length > 2 ? ProgramVersion.parse(words[2]) : Optional.empty()))
        .filter(named -> named.isAlive(written));
  }

  private static Optional<String> textIn(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
        ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII))
        : Optional.empty();
  }

  private boolean isAlive(Instant written) {
    Optional<ProcStat> stat = ProcStat.of(pid);
    Optional<ProcessHandle> process = process().filter(ProcessHandle::isAlive);
    if (process.isEmpty() || stat.filter(ProcStat::isZombie).isPresent()) {
      return false;
    }
    if (!start.equals(UNKNOWN) && stat.isPresent()) {
      return start.equals(stat.get().start());
    }
    return process
        .flatMap(handle -> handle.info().startInstant())
        .map(started -> !started.isAfter(written.plus(CLOCK_STEP)))
        .orElse(true);
  }

  /**
   * Whether a signal has stopped it, as SIGSTOP does: then it does nothing until it is continued.
   * Not where the system does not tell.
   */
  public boolean isStopped() {
    return ProcStat.of(pid).filter(ProcStat::isStopped).isPresent();
  }

  /** The process of that number, if there is one. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid);
  }

  /** What the file holds. */
  public String text() {
    return pid + " " + start + version.map(word -> " " + word).orElse("") + "\n";
  }
}
