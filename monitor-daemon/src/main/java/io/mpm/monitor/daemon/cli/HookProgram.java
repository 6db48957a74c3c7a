package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.installation.HookObstacle;
import io.mpm.monitor.daemon.installation.InstalledHook;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.recording.DemoPlayer;
import io.mpm.monitor.daemon.recording.DemoRecording;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The {@code mpm-hook} of this installation, called as Claude Code calls it. */
final class HookProgram implements DemoPlayer.Hook {

  private final Path program;
  private final Map<String, String> environment;

  private HookProgram(Path program, Map<String, String> environment) {
    this.program = program;
    this.environment = environment;
  }

  /**
   * Finds the program.
   *
   * @throws CommandFailure when nobody can run it; says why
   */
  static HookProgram of(Surroundings surroundings) throws CommandFailure {
    Path program = InstalledHook.in(surroundings.install());
    Optional<HookObstacle> obstacle = HookObstacle.of(program);
    if (obstacle.isPresent()) {
      throw new CommandFailure(
          "the hook of this installation, %s, %s; %s"
              .formatted(program, obstacle.get().text(), obstacle.get().remedy()),
          ExitCode.FAILED);
    }
    return new HookProgram(program, surroundings.environment());
  }

  Path path() {
    return program;
  }

  /** Sees to it that a proxy runs; returns at once. */
  void startProxy() throws IOException {
    builder("--start-proxy").start().getOutputStream().close();
  }

  private ProcessBuilder builder(String word) {
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), word)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  @Override
  public void call(DemoRecording.Step step) throws IOException, InterruptedException {
    Process hook = builder(step.word()).start();
    try (OutputStream input = hook.getOutputStream()) {
      input.write(step.payload().getBytes(StandardCharsets.UTF_8));
    }
    int exitCode = hook.waitFor();
    if (exitCode != 0) {
      throw new IOException(program + " " + step.word() + " ended with exit code " + exitCode);
    }
  }
}
