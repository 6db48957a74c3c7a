package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.WantedVersions;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;

/** Starts the proxy of a home when there is none, as a process that outlives ours. */
final class ProxyStarter {

  /** For so long a start keeps others from starting one, whether it came to something or not. */
  static final Duration COOL_DOWN = Duration.ofSeconds(15);

  private final MonitorHome home;
  private final Properties system;
  private final InstantSource clock;
  private final Optional<ProgramVersion> version;

  /**
   * @param version of this program
   * @param system the properties of this JVM; {@code mpm.install} is the folder of {@code bin} and
   *     {@code lib}
   */
  ProxyStarter(
      MonitorHome home, Properties system, InstantSource clock, Optional<ProgramVersion> version) {
    this.home = home;
    this.system = system;
    this.clock = clock;
    this.version = version;
  }

  /** A starter of this program. */
  static ProxyStarter of(MonitorHome home) {
    return new ProxyStarter(
        home,
        System.getProperties(),
        InstantSource.system(),
        ProgramVersion.of(ProxyStarter.class));
  }

  /**
   * Starts one when none runs, or one of another version that nobody of ours has met: an older one
   * makes room, a newer one stays. Returns at once; the proxy may take seconds to come up, or fail
   * to.
   *
   * @throws IOException when it cannot be started from here
   */
  void startUnlessServed() throws IOException {
    Optional<ProxyPid> running = ProxyPid.findAlive(home);
    if (running.isPresent() && isContentWith(running.get())) {
      return;
    }
    ProxyPid.removeDead(home);
    String install = system.getProperty("mpm.install", "");
    if (install.isEmpty()) {
      throw new IOException("no proxy runs, and mpm.install does not say what to start one from");
    }
    if (File.separatorChar == '\\') {
      startJava(install);
    } else {
      // The script knows how to leave this session, and keeps two from starting at once.
      detached(Path.of(install, "bin", "mpm-hook").toString(), "--start-proxy");
    }
  }

  private boolean isContentWith(ProxyPid running) throws IOException {
    return version.isEmpty()
        || running.version().isEmpty()
        || running.version().equals(version)
        || !new WantedVersions(home).add(version.get());
  }

  /** As {@link #startUnlessServed()}, unless there is nothing any more to start it from. */
  void startIfInstalled() throws IOException {
    String install = system.getProperty("mpm.install", "");
    if (!install.isEmpty() && Files.isDirectory(Path.of(install, "bin"))) {
      startUnlessServed();
    }
  }

  private void startJava(String install) throws IOException {
    PrivateFiles.directory(home.root());
    PrivateFiles.directory(home.run());
    if (takeTurn(home.proxyStarting())) {
      detached(
          javaw(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:CompileCommandFile=" + Path.of(install, "lib", "compile-early.txt"),
          "-Dmpm.install=" + install,
          "-cp",
          system.getProperty("java.class.path"),
          HookMain.class.getName(),
          "proxy",
          "--silent");
    }
  }

  /** A program that native-image has made belongs to no Java; then PATH has one. */
  private String javaw() {
    String java = system.getProperty("java.home", "");
    return java.isEmpty() ? "javaw.exe" : Path.of(java, "bin", "javaw.exe").toString();
  }

  /** Whether it is ours to start a proxy: the folder is as old as the latest start. */
  boolean takeTurn(Path guard) throws IOException {
    try {
      long age = clock.millis() - Files.getLastModifiedTime(guard).toMillis();
      if (age >= 0 && age < COOL_DOWN.toMillis()) {
        return false;
      }
      Files.deleteIfExists(guard);
    } catch (NoSuchFileException e) {
      // The first start.
    }
    try {
      Files.createDirectory(guard);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private void detached(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(MonitorHome.VARIABLE, home.root().toString());
    builder.environment().keySet().removeIf(ProxyStarter::speaksForOtherPrograms);
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    builder.start().getOutputStream().close();
  }

  private static boolean speaksForOtherPrograms(String variable) {
    return variable.equals("JAVA_TOOL_OPTIONS")
        || variable.equals("_JAVA_OPTIONS")
        || variable.equals("JDK_JAVA_OPTIONS");
  }
}
