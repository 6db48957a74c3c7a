package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Times as claude-mpm's processes write them: its hooks in local time without a zone, its server in
 * UTC with one. Both ran on this machine, so a missing zone is ours.
 */
public final class SeedTime {

  private SeedTime() {}

  static Optional<Instant> parse(JsonNode timestamp) {
    return parse(timestamp.asText(""));
  }

  /** The time that {@code text} tells; empty when it is none that an event may have. */
  public static Optional<Instant> parse(String text) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(text, Instant::from, LocalDateTime::from);
      Instant time =
          parsed instanceof LocalDateTime local
              ? local.atZone(ZoneId.systemDefault()).toInstant()
              : (Instant) parsed;
      return Optional.of(time).filter(EventTime::isUsable);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
