package io.mpm.monitor.proxy.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The process that writes a file of the spool: its number stands in the file's name. */
final class WritingHook {

  /** The start of a process and the time of a file are kept in steps of some milliseconds. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private WritingHook() {}

  /**
   * Whether the hook of that file is at work. No process that began after the file was last written
   * is its hook; where the system does not tell beginnings, none is.
   */
  static boolean isAtWork(SpoolFile file) {
    Optional<Instant> start =
        ProcessHandle.of(file.name().pid()).flatMap(process -> process.info().startInstant());
    return start.isPresent() && !start.get().isAfter(file.modified().plus(TICK));
  }
}
