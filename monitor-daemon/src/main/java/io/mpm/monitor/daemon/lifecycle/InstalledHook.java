package io.mpm.monitor.daemon.lifecycle;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which of an installation's hooks Claude Code is to call. */
public final class InstalledHook {

  /** It takes a millisecond; who does not answer by then is no better than a script. */
  private static final int ANSWERS_WITHIN_SECONDS = 2;

  private InstalledHook() {}

  /**
   * The compiled one where there is one that this machine runs, else the script, which may be
   * missing. Tries it out, on the caller's thread.
   *
   * @param install where the distribution is unpacked
   */
  public static Path in(Path install) {
    OperatingSystem system = OperatingSystem.current();
    Path compiled = system.compiledHook(install, System.getProperty("os.arch", ""));
    return runs(compiled) ? compiled : system.hook(install);
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
    boolean isScript = hook.equals(OperatingSystem.current().hook(install));
    return isScript
        ? Optional.of(in(install)).filter(best -> !best.equals(hook))
        : Optional.empty();
  }

  /** One of another machine, or one that wants another C library, is there and does not run. */
  private static boolean runs(Path program) {
    if (!Files.isExecutable(program)) {
      return false;
    }
    try {
      Process probe =
          new ProcessBuilder(program.toString(), "--probe")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      probe.getOutputStream().close();
      boolean ended = probe.waitFor(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
      probe.destroyForcibly();
      return ended && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
