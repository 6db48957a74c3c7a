package io.mpm.monitor.protocol.home;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a program of ours. Numbers compare as numbers, and {@code 1.0-SNAPSHOT} comes
 * before {@code 1.0}.
 *
 * @param text such as {@code 0.1.0}; goes into names of files
 */
public record ProgramVersion(String text) implements Comparable<ProgramVersion> {

  /** What stands in the place of a version where no jar was built. */
  public static final String DEVELOPMENT = "development";

  private static final Pattern SHAPE = Pattern.compile("[0-9][0-9A-Za-z.+-]{0,63}");

  public ProgramVersion {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a version is 1 to 64 of 0-9 A-Z a-z . + - and begins with a digit: " + text);
    }
    Version.parse(text);
  }

  /** The version that {@code text} is; empty when it is none. */
  public static Optional<ProgramVersion> parse(String text) {
    try {
      return Optional.of(new ProgramVersion(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What the manifest of that class's jar says; empty where no jar was built. */
  public static Optional<ProgramVersion> of(Class<?> program) {
    return Optional.ofNullable(program.getPackage().getImplementationVersion())
        .flatMap(ProgramVersion::parse);
  }

  /** The text of {@link #of}, or {@link #DEVELOPMENT}. */
  public static String textOf(Class<?> program) {
    return of(program).map(ProgramVersion::text).orElse(DEVELOPMENT);
  }

  public boolean isNewerThan(ProgramVersion other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(ProgramVersion other) {
    return Version.parse(text).compareTo(Version.parse(other.text));
  }

  @Override
  public String toString() {
    return text;
  }
}
