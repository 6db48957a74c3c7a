package io.mpm.monitor.daemon.system;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a system calls what is there on each.
 *
 * @param name as Java's {@code os.name} gives it
 */
public record OperatingSystem(String name) {

  /** What may follow a program's name where the environment does not say it. */
  private static final String USUAL_ENDINGS = ".COM;.EXE;.BAT;.CMD";

  /** The one that this process runs on. */
  public static OperatingSystem current() {
    return new OperatingSystem(System.getProperty("os.name", ""));
  }

  public boolean isWindows() {
    return name.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  public boolean isMac() {
    return name.toLowerCase(Locale.ROOT).startsWith("mac");
  }

  /** The file in which there is nothing to read. */
  public File nullDevice() {
    return new File(isWindows() ? "NUL" : "/dev/null");
  }

  /** A variable of {@code environment}, empty for none; on Windows {@code PATH} is {@code Path}. */
  String variable(Map<String, String> environment, String name) {
    Map<String, String> named = environment;
    if (isWindows()) {
      named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      named.putAll(environment);
    }
    return named.getOrDefault(name, "");
  }

  /** What the file of a program has after the program's name, the first choice first. */
  List<String> endings(Map<String, String> environment) {
    if (!isWindows()) {
      return List.of("");
    }
    String endings = variable(environment, "PATHEXT");
    return List.of((endings.isBlank() ? USUAL_ENDINGS : endings).split(";"));
  }
}
