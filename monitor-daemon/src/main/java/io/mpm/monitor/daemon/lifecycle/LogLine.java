package io.mpm.monitor.daemon.lifecycle;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * A line of the daemon's log, such as {@code 2026-11-22T23:27:09.948+01:00 INFO main Daemon -
 * ready}, in columns, and the stack trace below. Any thread.
 *
 * <p>Logback's patterns say the same in a text, and load some 150 classes for that.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

  private static final int LEVEL_COLUMN = 6;
  private static final int THREAD_COLUMN = 25;

  private final DateTimeFormatter time =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("'T'HH:mm:ss.SSSXXX")
          .toFormatter()
          .withZone(ZoneId.systemDefault());

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    time.formatTo(event.getInstant(), line);
    line.append(' ');
    column(line, event.getLevel().toString(), LEVEL_COLUMN);
    column(line, event.getThreadName(), THREAD_COLUMN);
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length()).append(" - ");
    line.append(event.getFormattedMessage()).append(System.lineSeparator());
    IThrowableProxy error = event.getThrowableProxy();
    return error == null
        ? line.toString()
        : line.append(ThrowableProxyUtil.asString(error)).toString();
  }

  private static void column(StringBuilder line, String text, int width) {
    line.append(text).append(" ".repeat(Math.max(1, width - text.length())));
  }
}
