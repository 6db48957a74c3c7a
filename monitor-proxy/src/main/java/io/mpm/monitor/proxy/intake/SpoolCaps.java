package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.proxy.counters.DropReason;
import io.mpm.monitor.proxy.limits.Range;
import java.time.Duration;
import java.util.Optional;

/**
 * How much may wait in the spool while no daemon takes it.
 *
 * @param bytes of all files together
 * @param files how many
 * @param age of the oldest
 */
public record SpoolCaps(long bytes, int files, Duration age) {

  public SpoolCaps {
    Range.check("bytes of the spool", bytes, 1 << 10, 1L << 40);
    Range.check("files of the spool", files, 1, 10_000_000);
    Range.check("age in the spool", age, Duration.ofSeconds(1), Duration.ofDays(365));
  }

  /** 256 MB, 200 000 files, 3 days. */
  public static SpoolCaps defaults() {
    return new SpoolCaps(256L << 20, 200_000, Duration.ofDays(3));
  }

  /** Why the oldest file must go; empty when it may stay. */
  public Optional<DropReason> dropOldest(
      long waitingFiles, long waitingBytes, Duration ageOfOldest) {
    if (waitingFiles > files) {
      return Optional.of(DropReason.FILES);
    }
    // A single file stays whatever its size: it is cut when it is sent.
    if (waitingBytes > bytes && waitingFiles > 1) {
      return Optional.of(DropReason.BYTES);
    }
    return ageOfOldest.compareTo(age) > 0 ? Optional.of(DropReason.AGE) : Optional.empty();
  }
}
