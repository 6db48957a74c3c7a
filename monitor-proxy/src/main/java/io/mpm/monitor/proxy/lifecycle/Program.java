package io.mpm.monitor.proxy.lifecycle;

import io.mpm.monitor.protocol.home.ProgramVersion;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** The program that this proxy is: its version, and the jar that it was started from. */
public final class Program {

  private final Optional<ProgramVersion> version;
  private final Optional<Path> jar;
  private final Optional<Stamp> stamp;

  /**
   * @param version empty where no jar was built
   * @param jar empty where there is none that could be replaced
   */
  public Program(Optional<ProgramVersion> version, Optional<Path> jar) {
    this.version = version;
    this.jar = jar;
    this.stamp = jar.flatMap(Stamp::of);
  }

  /** The program that this class was packed into. */
  public static Program of(Class<?> main) {
    return new Program(
        ProgramVersion.of(main),
        Optional.ofNullable(main.getProtectionDomain().getCodeSource()).flatMap(Program::jar));
  }

  public Optional<ProgramVersion> version() {
    return version;
  }

  /** Whether the jar is the one that we run: classes that we load from now on fit to us. */
  boolean isStillInstalled() {
    return jar.flatMap(Stamp::of).equals(stamp);
  }

  /** Whether our version comes before that one; no if either is not known. */
  boolean isOlderThan(Optional<ProgramVersion> other) {
    return version.isPresent() && other.isPresent() && other.get().isNewerThan(version.get());
  }

  /** As {@link #isOlderThan}, the other way round. */
  boolean isNewerThan(Optional<ProgramVersion> other) {
    return version.isPresent() && other.isPresent() && version.get().isNewerThan(other.get());
  }

  private static Optional<Path> jar(CodeSource source) {
    try {
      return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return version.map(ProgramVersion::text).orElse(ProgramVersion.DEVELOPMENT);
  }
}
