package io.mpm.monitor.daemon.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.util.Locale;

/**
 * What a check has found.
 *
 * @param what in one line
 * @param remedy what its reader can do; empty when there is nothing to be done
 */
public record Finding(Level level, String what, String remedy) {

  /** How bad it is. */
  public enum Level {
    OK,
    /** It works, but not as well as it could. */
    WARNING,
    /** It does not work. */
    PROBLEM;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    if (level != Level.OK && remedy.isEmpty()) {
      throw new IllegalArgumentException("a finding without a remedy: " + what);
    }
  }

  static Finding ok(String what) {
    return new Finding(Level.OK, what, "");
  }

  static Finding warning(String what, String remedy) {
    return new Finding(Level.WARNING, what, remedy);
  }

  static Finding problem(String what, String remedy) {
    return new Finding(Level.PROBLEM, what, remedy);
  }

  /** About a process that a signal has stopped, as SIGSTOP does. */
  static Finding stopped(long pid) {
    return problem(
        "pid %d was stopped by a signal, and does nothing until it is continued".formatted(pid),
        "`kill -CONT %d`".formatted(pid));
  }

  /** Where the daemon's answer was needed. */
  static Finding unanswered() {
    return warning("not known: the daemon does not answer", "see daemon");
  }

  ObjectNode toJson(String check) {
    return Json.object()
        .put("check", check)
        .put("level", level.word())
        .put("what", what)
        .put("remedy", remedy);
  }
}
