package io.mpm.monitor.protocol.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Objects;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * A line of a log, such as {@code 2026-11-22T23:27:09.948+01:00 INFO main Daemon - ready}, in
 * columns, and the stack trace below, without messages that may quote an event. On the thread that
 * logs, whose name it tells.
 */
public final class LogLine extends Formatter {

  private static final int LEVEL_COLUMN = 6;
  private static final int THREAD_COLUMN = 25;

  private final DateTimeFormatter time =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("'T'HH:mm:ss.SSSXXX")
          .toFormatter()
          .withZone(ZoneId.systemDefault());

  @Override
  public String format(LogRecord said) {
    StringBuilder line = new StringBuilder(160);
    time.formatTo(said.getInstant(), line);
    line.append(' ');
    column(line, word(said.getLevel()), LEVEL_COLUMN);
    column(line, Thread.currentThread().getName(), THREAD_COLUMN);
    String logger = Objects.requireNonNullElse(said.getLoggerName(), "nobody");
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(" - ");
    line.append(formatMessage(said)).append(System.lineSeparator());
    return said.getThrown() == null ? line.toString() : line + Trace.of(said.getThrown());
  }

  /** The levels as they are called where we log. */
  private static String word(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    } else if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN";
    }
    return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
  }

  private static void column(StringBuilder line, String text, int width) {
    line.append(text).append(" ".repeat(Math.max(1, width - text.length())));
  }
}
