package io.mpm.monitor.daemon.lifecycle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the daemon logs: five files of 2 MB, nothing on the console. Set in code, so that there is
 * no file that could switch on what must stay off.
 */
public final class DaemonLog {

  private static final int OLDER_FILES = 4;
  private static final FileSize FILE_SIZE = FileSize.valueOf("2MB");

  private DaemonLog() {}

  /**
   * From now on everything in this JVM logs to {@code file}.
   *
   * @param debug whether our own packages tell each step; libraries never do, for theirs would tell
   *     what passes through them
   */
  public static void open(Path file, boolean debug) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender(context, file));
    setDebug(debug);
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("com.corundumstudio.socketio").setLevel(Level.WARN);
    // It logs the packets it cannot read, and what is in them may be anything.
    context.getLogger("com.corundumstudio.socketio.handler.InPacketHandler").setLevel(Level.OFF);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) ->
            LoggerFactory.getLogger(DaemonLog.class)
                .error("thread {} ended by an error", thread.getName(), error));
  }

  /** From now on, whether our own packages tell each step. */
  public static void setDebug(boolean debug) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger("io.mpm.monitor").setLevel(debug ? Level.DEBUG : Level.INFO);
  }

  /** Writes what is still to be written and lets go of the file. */
  public static void close() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static RollingFileAppender<ILoggingEvent> appender(LoggerContext context, Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context));
    appender.setTriggeringPolicy(bySize(context));
    appender.setRollingPolicy(window(context, file, appender));
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
    LogLine line = new LogLine();
    line.setContext(context);
    line.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(line);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    return encoder;
  }

  private static SizeBasedTriggeringPolicy<ILoggingEvent> bySize(LoggerContext context) {
    SizeBasedTriggeringPolicy<ILoggingEvent> policy = new SizeBasedTriggeringPolicy<>();
    policy.setContext(context);
    policy.setMaxFileSize(FILE_SIZE);
    // Looked at with every line: there are few, and a minute between looks is many megabytes.
    policy.setCheckIncrement(Duration.buildByMilliseconds(0));
    policy.start();
    return policy;
  }

  private static FixedWindowRollingPolicy window(
      LoggerContext context, Path file, RollingFileAppender<ILoggingEvent> appender) {
    FixedWindowRollingPolicy policy = new FixedWindowRollingPolicy();
    policy.setContext(context);
    policy.setParent(appender);
    policy.setMinIndex(1);
    policy.setMaxIndex(OLDER_FILES);
    policy.setFileNamePattern(file.toString().replaceFirst("\\.log$", "") + ".%i.log");
    policy.start();
    return policy;
  }
}
