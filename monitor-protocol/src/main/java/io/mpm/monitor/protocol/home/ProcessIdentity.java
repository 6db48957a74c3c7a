package io.mpm.monitor.protocol.home;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same pid.
 *
 * @param pid its number
 * @param started when the system says that it started; the epoch where the system does not tell
 * @param ticks the same, in ticks since the machine started; empty where there is no {@code /proc}
 *     that tells
 */
public record ProcessIdentity(long pid, Instant started, Optional<String> ticks) {

  /**
   * Where only the time of day tells two processes with one pid apart. The clock may be set a
   * little; two such processes are never this close.
   */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

  public ProcessIdentity {
    if (pid <= 0) {
      throw new IllegalArgumentException("pid must be positive: " + pid);
    }
  }

  /** The identity of this process. */
  public static ProcessIdentity current() {
    return of(ProcessHandle.current());
  }

  /** The identity of {@code process}, while it runs. */
  public static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(
        process.pid(), startOf(process), ProcStat.of(process.pid()).map(ProcStat::start));
  }

  /** The running process that this is, if it still runs. */
  public Optional<ProcessHandle> find() {
    Optional<ProcStat> stat = ProcStat.of(pid);
    if (stat.filter(ProcStat::isZombie).isPresent()) {
      return Optional.empty();
    }
    return ProcessHandle.of(pid)
        .filter(candidate -> isSame(candidate, stat.map(ProcStat::start)))
        // Last: of one that goes while it is looked at, the others know nothing, and let it pass.
        .filter(ProcessHandle::isAlive);
  }

  /** Whether the process still runs. */
  public boolean isAlive() {
    return find().isPresent();
  }

  /**
   * Whether a signal has stopped it, as SIGSTOP does: then it does nothing until it is continued.
   * Not where the system does not tell.
   */
  public boolean isStopped() {
    return isAlive() && ProcStat.of(pid).filter(ProcStat::isStopped).isPresent();
  }

  private boolean isSame(ProcessHandle candidate, Optional<String> candidateTicks) {
    if (ticks.isPresent() && candidateTicks.isPresent()) {
      // On Linux Java reckons the time of day from the ticks and the clock as it is set now.
      return ticks.equals(candidateTicks);
    }
    Instant candidateStart = startOf(candidate);
    boolean unknown = candidateStart.equals(Instant.EPOCH) || started.equals(Instant.EPOCH);
    return unknown || Duration.between(started, candidateStart).abs().compareTo(CLOCK_STEP) <= 0;
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }
}
