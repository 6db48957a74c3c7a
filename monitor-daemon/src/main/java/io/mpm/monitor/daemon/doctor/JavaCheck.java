package io.mpm.monitor.daemon.doctor;

import java.util.List;

/** The Java that runs us. */
record JavaCheck(int feature, String home) implements Check {

  private static final int OLDEST = 17;

  @Override
  public String subject() {
    return "java";
  }

  @Override
  public List<Finding> run() {
    String found = "Java %d in %s".formatted(feature, home);
    return List.of(
        feature >= OLDEST
            ? Finding.ok(found)
            : Finding.problem(
                found + " is too old", "install Java 17 or newer, or let JAVA_HOME name it"));
  }
}
