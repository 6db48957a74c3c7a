package io.mpm.monitor.protocol.codec;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * Times in JSON, as {@link Instant} writes and reads them: ISO 8601 in UTC. Every event has one,
 * and {@code Instant} reads it in 5 µs, a fourteenth of all that the daemon does for an event. The
 * form that events have, {@code 2026-11-01T09:30:00.123456789Z} with any fraction or none, is read
 * here in 0.2; the rest is left to that class. Pure.
 */
public final class WrittenTime {

  /** Where a fraction of a second begins, or the {@code Z} stands. */
  private static final int FRACTION = 19;

  private static final int MAX_DIGITS = 9;
  private static final int FIRST_YEAR = 1970;
  private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999

  /** What is written otherwise: all that is found here is 0 or more. */
  private static final int NONE = -1;

  private WrittenTime() {}

  /**
   * The moment that {@code text} names.
   *
   * @throws java.time.DateTimeException when it names none
   */
  public static Instant parse(String text) {
    int nanos = nanos(text);
    long day = day(text);
    long second = second(text);
    return nanos == NONE || day == NONE || second == NONE
        ? Instant.parse(text)
        : Instant.ofEpochSecond(day * 86_400 + second, nanos);
  }

  /** The same text as {@code time.toString()}. */
  public static String of(Instant time) {
    if (time.getEpochSecond() < 0 || time.getEpochSecond() > LAST_SECOND) {
      return time.toString();
    }
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(FRACTION + MAX_DIGITS + 2);
    append(text, utc.getYear(), 4);
    append(text.append('-'), utc.getMonthValue(), 2);
    append(text.append('-'), utc.getDayOfMonth(), 2);
    append(text.append('T'), utc.getHour(), 2);
    append(text.append(':'), utc.getMinute(), 2);
    append(text.append(':'), utc.getSecond(), 2);
    appendFraction(text, time.getNano());
    return text.append('Z').toString();
  }

  /** As many groups of three digits as are needed. */
  private static void appendFraction(StringBuilder text, int nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.');
    if (nanos % 1_000_000 == 0) {
      append(text, nanos / 1_000_000, 3);
    } else if (nanos % 1_000 == 0) {
      append(text, nanos / 1_000, 6);
    } else {
      append(text, nanos, MAX_DIGITS);
    }
  }

  private static void append(StringBuilder text, int number, int digits) {
    int end = text.length() + digits;
    text.setLength(end);
    int left = number;
    for (int at = end - 1; at >= end - digits; at--) {
      text.setCharAt(at, (char) ('0' + left % 10));
      left /= 10;
    }
  }

  /** The day since 1970 of the date in front. */
  private static long day(String text) {
    if (text.length() <= FRACTION || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return NONE;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    boolean exists =
        year >= FIRST_YEAR
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= YearMonth.of(year, month).lengthOfMonth();
    return exists ? LocalDate.of(year, month, day).toEpochDay() : NONE;
  }

  private static long second(String text) {
    if (text.length() <= FRACTION
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return NONE;
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, FRACTION);
    boolean exists =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return exists ? (hour * 60L + minute) * 60 + second : NONE;
  }

  private static int nanos(String text) {
    int end = text.length() - 1;
    if (end < FRACTION || text.charAt(end) != 'Z') {
      return NONE;
    }
    if (end == FRACTION) {
      return 0;
    }
    int digits = end - FRACTION - 1;
    if (text.charAt(FRACTION) != '.' || digits < 1 || digits > MAX_DIGITS) {
      return NONE;
    }
    int nanos = number(text, FRACTION + 1, end);
    for (int missing = digits; nanos > 0 && missing < MAX_DIGITS; missing++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** What the digits there come to; {@link #NONE} when something else is there. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
