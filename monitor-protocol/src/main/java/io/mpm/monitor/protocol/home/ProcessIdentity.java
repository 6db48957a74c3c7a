package io.mpm.monitor.protocol.home;

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
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
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

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
