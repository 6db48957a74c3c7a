package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a user means by {@code --since}. */
final class Since {

  private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

  private Since() {}

  /**
   * The time that {@code text} names; empty for none.
   *
   * @throws CommandFailure when it names no time
   */
  static Optional<Instant> of(@Nullable String text, Instant now) throws CommandFailure {
    if (text == null) {
      return Optional.empty();
    }
    if (text.equals("all")) {
      return Optional.of(Instant.MIN);
    }
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return Optional.of(now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1)))));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw new CommandFailure(
          "--since must be such as 30s, 10m, 2h, 1d, 2026-11-23T10:00:00Z, or all: " + text,
          ExitCode.USAGE);
    }
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}
