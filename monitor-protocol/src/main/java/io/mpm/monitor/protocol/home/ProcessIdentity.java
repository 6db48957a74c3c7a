package io.mpm.monitor.protocol.home;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same pid.
 *
 * @param pid its number
 * @param started when the system says that it started; the epoch where the system does not tell
 */
public record ProcessIdentity(long pid, Instant started) {

  /**
   * Start times are read off a clock that may be set; two processes with one pid are never this
   * close.
   */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  public ProcessIdentity {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid must be positive: " + pid);
    }
  }

  /** Who we are. */
  public static ProcessIdentity current() {
    ProcessHandle self = ProcessHandle.current();
    return new ProcessIdentity(self.pid(), startOf(self));
  }

  /** The running process that this is, if it still runs. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(this::isSame)
        .filter(process -> !isZombie(process.pid()))
        // Last: of one that goes while it is looked at, the others know nothing, and let it pass.
        .filter(ProcessHandle::isAlive);
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return find().isPresent();
  }

  private boolean isSame(ProcessHandle candidate) {
    Instant candidateStart = startOf(candidate);
    boolean unknown = candidateStart.equals(Instant.EPOCH) || started.equals(Instant.EPOCH);
    return unknown || Duration.between(started, candidateStart).abs().compareTo(CLOCK_STEP) <= 0;
  }

  /**
   * Whether it has ended and only its parent has not asked how. Where nobody asks, as in a
   * container without an init, that lasts for ever, and Java takes it for alive.
   */
  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), ISO_8859_1);
      // The state follows the program's name, which is in parentheses and may hold some itself.
      return stat.startsWith(") Z", stat.lastIndexOf(')'));
    } catch (IOException e) {
      // No /proc here, or it has ended just now.
      return false;
    }
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
