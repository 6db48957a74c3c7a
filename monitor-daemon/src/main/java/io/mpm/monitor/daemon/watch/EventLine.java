package io.mpm.monitor.daemon.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes an event as one line for a terminal: when, which session, what, how it ended. */
public final class EventLine {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
  private static final int SESSION_CHARS = 8;
  private static final int NAME_CHARS = 18;

  private final ZoneId zone;
  private final boolean coloured;

  public EventLine(ZoneId zone, boolean coloured) {
    this.zone = zone;
    this.coloured = coloured;
  }

  /** The line, without its end. */
  public String of(JsonNode event) {
    StringBuilder line = new StringBuilder();
    line.append(paint(Colour.FAINT, time(event))).append("  ");
    line.append(paint(Colour.SESSION, padded(session(event), SESSION_CHARS))).append("  ");
    line.append(padded(name(event), NAME_CHARS));
    add(line, paint(Colour.TOOL, EventDescription.oneLine(EventDescription.tool(event))));
    add(line, ending(event));
    add(line, EventDescription.subject(event));
    return line.toString().stripTrailing();
  }

  private static void add(StringBuilder line, String part) {
    if (!part.isEmpty()) {
      line.append("  ").append(part);
    }
  }

  private String time(JsonNode event) {
    String timestamp = event.path("timestamp").asText("");
    try {
      return CLOCK.format(Instant.parse(timestamp).atZone(zone));
    } catch (DateTimeException e) {
      return padded(EventDescription.oneLine(timestamp), 12);
    }
  }

  private static String session(JsonNode event) {
    return EventDescription.oneLine(event.path("session_id").asText("-"));
  }

  private static String name(JsonNode event) {
    String hook = event.path("hook_event_name").asText("");
    return EventDescription.oneLine(hook.isEmpty() ? event.path("type").asText("") : hook);
  }

  /** How a call ended, where this event ends one. */
  private String ending(JsonNode event) {
    JsonNode tool = event.path("tool");
    if (!tool.path("phase").asText().equals("end")) {
      return "";
    }
    String status = tool.path("status").asText("");
    String painted = paint(status.equals("ok") ? Colour.GOOD : Colour.BAD, status);
    return tool.path("duration_ms").isNumber()
        ? painted + " " + tool.path("duration_ms").asLong() + " ms"
        : painted;
  }

  private static String padded(String text, int chars) {
    String cut = text.length() > chars ? text.substring(0, chars) : text;
    return cut + " ".repeat(chars - cut.length());
  }

  private enum Colour {
    FAINT(2),
    SESSION(36),
    TOOL(1),
    GOOD(32),
    BAD(31);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }

  private String paint(Colour colour, String text) {
    return coloured && !text.isEmpty() ? "\033[" + colour.code + "m" + text + "\033[0m" : text;
  }
}
