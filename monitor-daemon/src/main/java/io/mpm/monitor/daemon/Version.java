package io.mpm.monitor.daemon;

/** The version of this build, as its jar's manifest has it. */
public final class Version {

  private Version() {}

  /** Such as {@code 0.1.0}; {@code development} when no jar was built. */
  public static String current() {
    String built = Version.class.getPackage().getImplementationVersion();
    return built == null ? "development" : built;
  }
}
