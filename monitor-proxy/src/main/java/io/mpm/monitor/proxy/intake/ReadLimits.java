package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.proxy.limits.Range;

/**
 * How much of one event is kept.
 *
 * @param eventBytes an event that is longer on the wire is cut to its small fields
 * @param stringBytes of an event that is too long, strings longer than this are cut first
 * @param fieldBytes of an event that is still too long, fields longer than this are left out
 */
public record ReadLimits(int eventBytes, int stringBytes, int fieldBytes) {

  public ReadLimits {
    Range.check("bytes of an event", eventBytes, 1 << 10, 8 << 20);
    Range.check("bytes of a string", stringBytes, 64, eventBytes);
    Range.check("bytes of a field", fieldBytes, 64, eventBytes);
  }

  /**
   * 1 MB, 400 kB and 16 kB. A string that was cut in the middle of a secret has so many characters,
   * even when each is written in six bytes, that the sanitizer leaves its end out.
   */
  public static ReadLimits defaults() {
    return new ReadLimits(1 << 20, 400 << 10, 16 << 10);
  }
}
