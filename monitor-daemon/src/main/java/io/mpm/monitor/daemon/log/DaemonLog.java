package io.mpm.monitor.daemon.log;

import io.mpm.monitor.protocol.log.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the daemon logs: five files of 2 MB, nothing on the console. Set in code, so that there is
 * no file that could switch on what must stay off.
 */
public final class DaemonLog {

  private static final int FILES = 5;
  private static final int FILE_BYTES = 2 << 20;

  // Held here, for Java forgets the levels of loggers that nobody holds.
  private static final Logger ALL = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("io.mpm.monitor");
  private static final Logger NETTY = Logger.getLogger("io.netty");
  private static final Logger SOCKET_IO = Logger.getLogger("com.corundumstudio.socketio");

  /**
   * This class of the library logs the packets that it cannot read, and what is in them may be
   * anything.
   */
  private static final Logger PACKETS =
      Logger.getLogger("com.corundumstudio.socketio.handler.InPacketHandler");

  /**
   * This class of the library logs each client that goes in the middle of a handshake, which every
   * stranger can.
   */
  private static final Logger HANDSHAKES =
      Logger.getLogger("com.corundumstudio.socketio.transport.WebSocketTransport");

  private DaemonLog() {}

  /**
   * From now on everything in this JVM logs to {@code file} and, once that is full, goes on in a
   * new one; the older ones are counted up. Where there can be no such file, all of it goes to
   * standard error.
   *
   * @param file its name ends with {@code .0.log}; its folder exists
   * @param debug whether our own packages tell each step; libraries never do, for theirs would tell
   *     what passes through them
   */
  public static void open(Path file, boolean debug) {
    beginAnew();
    Handler handler = handler(file);
    handler.setFormatter(new LogLine());
    handler.setLevel(Level.ALL);
    ALL.addHandler(handler);
    setDebug(debug);
    NETTY.setLevel(Level.WARNING);
    SOCKET_IO.setLevel(Level.WARNING);
    PACKETS.setLevel(Level.OFF);
    HANDSHAKES.setLevel(Level.OFF);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) ->
            LoggerFactory.getLogger(DaemonLog.class)
                .error("thread {} ended by an error", thread.getName(), error));
  }

  private static Handler handler(Path file) {
    String pattern = file.toString().replace("%", "%%").replaceFirst("\\.0\\.log$", ".%g.log");
    try {
      FileHandler handler = new FileHandler(pattern, FILE_BYTES, FILES, true);
      handler.setEncoding("UTF-8");
      return handler;
    } catch (IOException e) {
      return new ConsoleHandler();
    }
  }

  /** From now on, whether our own packages tell each step. */
  public static void setDebug(boolean debug) {
    OURS.setLevel(debug ? Level.FINE : Level.INFO);
  }

  /** Writes what is still to be written and lets go of the file. */
  public static void close() {
    beginAnew();
  }

  /** Without handlers and levels, also those that the settings of this Java want. */
  private static void beginAnew() {
    try {
      LogManager.getLogManager().readConfiguration(InputStream.nullInputStream());
    } catch (IOException e) {
      throw new IllegalStateException("nothing can always be read", e);
    }
  }
}
