package io.mpm.monitor.daemon.installation;

import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.protocol.home.ProgramVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which of an installation's hooks Claude Code is to call. */
public final class InstalledHook {

  /** What the compiled hook answers to a probe for its own version, and nothing else does. */
  private static final int RUNS_HERE = 42;

  /** The answer to a probe for another version. */
  private static final int RUNS_AS_ANOTHER_VERSION = 0;

  /** An answer takes a millisecond; what gives none by then is no better than a script. */
  private static final int ANSWERS_WITHIN_SECONDS = 2;

  private static final String SCRIPT = "2321";

  /** How a file begins that a system runs by itself: a script; ELF; Mach-O, of one kind or many. */
  private static final List<String> RUN_BY_THEMSELVES =
      List.of(SCRIPT, "7f454c46", "cffaedfe", "cafebabe");

  private InstalledHook() {}

  /**
   * The script of an installation, which works on every machine of this system.
   *
   * @param install where the distribution is unpacked
   */
  public static Path script(Path install) {
    return script(install, OperatingSystem.current());
  }

  static Path script(Path install, OperatingSystem system) {
    return install.resolve("bin").resolve(system.isWindows() ? "mpm-hook.cmd" : "mpm-hook");
  }

  /** Where an installation has a compiled hook for this machine, if it has one. */
  static Path compiled(Path install) {
    return compiled(install, OperatingSystem.current(), System.getProperty("os.arch", ""));
  }

  /**
   * Where an installation has a compiled hook for another machine.
   *
   * @param architecture as Java's {@code os.arch} gives it
   */
  static Path compiled(Path install, OperatingSystem system, String architecture) {
    String machine = (system.name() + "-" + architecture).toLowerCase(Locale.ROOT);
    return install.resolve("lib").resolve(machine.replace(' ', '-')).resolve("mpm-hook");
  }

  /**
   * The compiled one where there is one of this version that this machine runs, else the script,
   * which may be missing. Tries it out, on the caller's thread.
   *
   * @param install where the distribution is unpacked
   */
  public static Path in(Path install) {
    Path script = script(install);
    Path compiled = compiled(install);
    // It becomes the script for all that is not usual.
    return Files.isExecutable(script) && probe(compiled) == RUNS_HERE ? compiled : script;
  }

  /**
   * A compiled one that this machine runs, where {@code hook} is the script of an installation that
   * has one; as after an update.
   */
  public static Optional<Path> insteadOf(Path hook) {
    Path folder = hook.getParent();
    if (folder == null || folder.getParent() == null) {
      return Optional.empty();
    }
    Path install = folder.getParent();
    boolean isScript = hook.equals(script(install));
    return isScript
        ? Optional.of(in(install)).filter(best -> !best.equals(hook))
        : Optional.empty();
  }

  /**
   * Whether {@code hook} is a compiled one, of any version, that this machine does not run: that of
   * another machine which shares these files, or a half unpacked one.
   */
  public static boolean isBroken(Path hook) {
    if (!hook.endsWith("mpm-hook") || beginning(hook).startsWith(SCRIPT)) {
      return false;
    }
    int answer = probe(hook);
    return answer != RUNS_HERE && answer != RUNS_AS_ANOTHER_VERSION;
  }

  /** What a program answers to the probe; negative for nothing. */
  private static int probe(Path program) {
    String beginning = beginning(program);
    // What has no mark of a program Java gives to a shell, which would run whatever it makes of it.
    if (RUN_BY_THEMSELVES.stream().noneMatch(beginning::startsWith)) {
      return -1;
    }
    try {
      Process probe =
          new ProcessBuilder(
                  program.toString(), "--probe", ProgramVersion.textOf(InstalledHook.class))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      probe.getOutputStream().close();
      boolean ended = probe.waitFor(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
      probe.destroyForcibly();
      return ended ? probe.exitValue() : -1;
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** The first bytes of a file in hexadecimal; empty where it cannot be read. */
  private static String beginning(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return HexFormat.of().formatHex(bytes.readNBytes(4));
    } catch (IOException e) {
      return "";
    }
  }
}
