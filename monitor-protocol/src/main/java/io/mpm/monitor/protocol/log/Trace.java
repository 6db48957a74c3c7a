package io.mpm.monitor.protocol.log;

import com.fasterxml.jackson.core.JacksonException;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * The stack trace of an error as it may be logged. Errors that nobody foresaw like to quote what
 * they stumbled over, which may be any piece of an event: of those the class is told, and where it
 * happened.
 */
final class Trace {

  /** Causes have causes, and in the end perhaps themselves. */
  private static final int DEEPEST = 16;

  private Trace() {}

  /** The trace as Java prints it, but for the messages that may quote. */
  static String of(Throwable error) {
    StringWriter text = new StringWriter();
    new Retold(error, DEEPEST).printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private static String told(Throwable error) {
    String name = error.getClass().getName();
    if (error.getMessage() == null) {
      return name;
    }
    return mayQuote(error) ? name + " (what it says is left out)" : error.toString();
  }

  private static boolean mayQuote(Throwable error) {
    Throwable cause = error.getCause();
    if (cause != null && cause.toString().equals(error.getMessage())) {
      return true;
    }
    // What Java says of a null names code only.
    return error instanceof JacksonException
        || (error instanceof RuntimeException && !(error instanceof NullPointerException));
  }

  /** Another error in the words that may be logged. */
  @SuppressWarnings("OverrideThrowableToString") // else it would be told by its own class
  private static final class Retold extends Throwable {

    private static final long serialVersionUID = 1L;

    private final String words;

    Retold(Throwable error, int depth) {
      words = told(error);
      setStackTrace(error.getStackTrace());
      if (depth > 0 && error.getCause() != null) {
        initCause(new Retold(error.getCause(), depth - 1));
      }
      for (Throwable suppressed : error.getSuppressed()) {
        if (depth > 0) {
          addSuppressed(new Retold(suppressed, depth - 1));
        }
      }
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
