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
final class SeedTime {

  private SeedTime() {}

  static Optional<Instant> parse(JsonNode timestamp) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              timestamp.asText(""), Instant::from, LocalDateTime::from);
      return Optional.of(
          parsed instanceof LocalDateTime local
              ? local.atZone(ZoneId.systemDefault()).toInstant()
              : (Instant) parsed);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
