package io.mpm.monitor.daemon.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.system.SearchPath;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Calls hooks of type {@code command}: with {@code args} the program itself, else a line that a
 * shell reads.
 *
 * @param environment that Claude Code would have
 * @param folder that a session would work in
 * @param scratch a folder of ours, for what the hook prints
 */
record CommandTrigger(Map<String, String> environment, Path folder, Path scratch)
    implements Trigger {

  private static final int MOST_CHARS_SHOWN = 200;

  @Override
  public Firing fire(JsonNode handler, byte[] payload) throws InterruptedException {
    Optional<List<String>> command = command(handler);
    if (command.isEmpty()) {
      return new Firing.Failed(
          "there is no program " + handler.path("command").asText() + " on the PATH");
    }
    try {
      return run(command.get(), handler.path("timeout").asLong(), payload);
    } catch (IOException e) {
      return new Firing.Failed("cannot be started: " + e.getMessage());
    }
  }

  private Optional<List<String>> command(JsonNode handler) {
    String command = handler.path("command").asText();
    if (!handler.path("args").isArray()) {
      return Optional.of(List.of("/bin/sh", "-c", command));
    }
    List<String> arguments = new ArrayList<>();
    handler.path("args").forEach(argument -> arguments.add(argument.asText()));
    Optional<String> program =
        command.indexOf('/') >= 0 || command.indexOf('\\') >= 0
            ? Optional.of(command)
            : SearchPath.of(environment).find(command).map(Path::toString);
    program.ifPresent(path -> arguments.add(0, path));
    return program.map(path -> List.copyOf(arguments));
  }

  private Firing run(List<String> command, long timeoutSeconds, byte[] payload)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(scratch, ".hook-test", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("CLAUDE_PROJECT_DIR", folder.toString());
      long start = System.nanoTime();
      Process process = builder.start();
      hand(payload, process);
      if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Firing.Failed("has not ended within its " + timeoutSeconds + " s");
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      return verdict(
          process.exitValue(), Files.readString(said, StandardCharsets.ISO_8859_1), took);
    } finally {
      Files.delete(said);
    }
  }

  private static void hand(byte[] payload, Process process) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(payload);
    } catch (IOException e) {
      // It has ended without reading; its exit code says more.
    }
  }

  private static Firing verdict(int exitCode, String said, Duration took) {
    String shown = said.strip();
    if (shown.length() > MOST_CHARS_SHOWN) {
      shown = shown.substring(0, MOST_CHARS_SHOWN) + "…";
    }
    if (exitCode != 0) {
      return new Firing.Failed(
          "ended with exit code " + exitCode + (shown.isEmpty() ? "" : ": " + shown));
    }
    return shown.isEmpty()
        ? new Firing.Silent(took)
        : new Firing.Failed("printed what Claude would read: " + shown);
  }
}
