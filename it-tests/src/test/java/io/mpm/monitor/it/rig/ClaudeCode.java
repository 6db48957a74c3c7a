package io.mpm.monitor.it.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real Claude Code client, with a scripted model on the loopback in the place of the Messages
 * API. Hooks fire as they do for a user, and nothing leaves the machine.
 */
public final class ClaudeCode {

  /** The version that the recordings come from. */
  public static final String VERSION = "2.1.197";

  private static final Pattern HOOK_ERROR =
      Pattern.compile("hook_(non_)?blocking_error|hook error|\"hookErrors\":\\[\"");

  private static final long SESSION_SECONDS = 120;
  private static final long INSTALL_SECONDS = 300;

  private final Path client;
  private final Path home;
  private final Path project;

  private ClaudeCode(Path client, Path temporary) throws IOException, InterruptedException {
    this.client = client;
    this.home = Files.createDirectories(temporary.resolve("claude-home"));
    this.project = Files.createDirectories(temporary.resolve("project"));
    Files.writeString(project.resolve("README.md"), "# Hello\nA small project.\n");
    Files.writeString(project.resolve("CLAUDE.md"), "Be nice.\n");
    finish(new ProcessBuilder("git", "init", "-q", project.toString()), INSTALL_SECONDS);
  }

  /** What a session gave back, and its transcripts, line by line. */
  public record Session(JsonNode result, List<String> transcript) {

    /** How it ended, what the model said last, and after how many turns. */
    public String answer() {
      return result.path("subtype").asText()
          + ": "
          + result.path("result").asText()
          + ", "
          + result.path("num_turns");
    }

    /** The lines of the transcripts in which the client complains of a hook. */
    public List<String> hookErrors() {
      assertThat(transcript).isNotEmpty();
      return transcript.stream().filter(line -> HOOK_ERROR.matcher(line).find()).toList();
    }
  }

  /**
   * The client, installed from npm once per user; empty with a printed reason when that cannot be
   * done.
   */
  public static Optional<ClaudeCode> install(Path temporary)
      throws IOException, InterruptedException {
    String cache =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .orElse(System.getProperty("user.home") + "/.cache");
    Path folder = Path.of(cache, "mpm-monitor", "claude-code-" + VERSION);
    if (find(folder).isEmpty()) {
      Files.createDirectories(folder);
      ProcessBuilder npm =
          new ProcessBuilder(
              "npm",
              "install",
              "--no-audit",
              "--no-fund",
              "--prefix",
              folder.toString(),
              "@anthropic-ai/claude-code@" + VERSION);
      String output = finish(npm, INSTALL_SECONDS);
      if (find(folder).isEmpty()) {
        System.out.println("Claude Code " + VERSION + " cannot be installed from npm:\n" + output);
        return Optional.empty();
      }
    }
    return Optional.of(new ClaudeCode(find(folder).orElseThrow(), temporary));
  }

  private static Optional<Path> find(Path folder) throws IOException {
    Path packages = folder.resolve("node_modules/@anthropic-ai");
    if (!Files.isDirectory(packages)) {
      return Optional.empty();
    }
    try (Stream<Path> platforms = Files.list(packages)) {
      return platforms
          .map(platform -> platform.resolve("claude"))
          .filter(Files::isExecutable)
          .findFirst();
    }
  }

  /** The client's program. */
  public Path client() {
    return client;
  }

  /**
   * The folder that takes the place of the user's, where the client looks for its user's settings.
   */
  public Path home() {
    return home;
  }

  /** The client with other arguments, in its temporary home; output and errors are one. */
  public ProcessBuilder command(String... arguments) {
    List<String> line = new ArrayList<>(List.of(client.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(project.toFile());
    builder.environment().clear();
    builder.environment().putAll(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")));
    return builder.redirectErrorStream(true).redirectInput(new java.io.File("/dev/null"));
  }

  /** Plays a scenario of the rig with these settings beside its user's. */
  public Session run(String scenario, JsonNode settings, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path file = Files.write(home.resolve("settings-under-test.json"), Json.bytes(settings));
    return run(scenario, List.of(client.toString(), "--settings", file.toString()), environment);
  }

  /** Plays a scenario of the rig with its user's settings alone. */
  public Session run(String scenario, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(scenario, List.of(client.toString()), environment);
  }

  /** Plays a scenario with the client called by {@code command}, its own arguments aside. */
  public Session run(String scenario, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path rig = Path.of(System.getProperty("mpm.rig"));
    Process model =
        new ProcessBuilder(
                "node",
                rig.resolve("messages-api.mjs").toString(),
                rig.resolve(scenario + ".json").toString(),
                project.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader port = model.inputReader(StandardCharsets.UTF_8)) {
      return converse(port.readLine(), command, environment);
    } finally {
      model.destroy();
      model.waitFor();
    }
  }

  private Session converse(String port, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of("-p", "please explore the project", "--output-format", "json"));
    ProcessBuilder claude = new ProcessBuilder(line);
    claude.directory(project.toFile());
    claude.environment().clear();
    claude
        .environment()
        .putAll(
            Map.of(
                "HOME", home.toString(),
                "PATH", System.getenv("PATH"),
                "USER", "dev",
                "SHELL", "/bin/bash",
                "LANG", "C.UTF-8",
                "DISABLE_AUTOUPDATER", "1",
                "DISABLE_TELEMETRY", "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                "ANTHROPIC_BASE_URL", "http://127.0.0.1:" + port,
                "ANTHROPIC_API_KEY", "test-key-not-real"));
    claude.environment().putAll(environment);
    String output = finish(claude, SESSION_SECONDS);
    try {
      // Its answer is its last line; whoever runs it may have said something before.
      String answer = output.strip().lines().reduce("", (earlier, later) -> later);
      return new Session(Json.parse(answer), transcript());
    } catch (MalformedJsonException e) {
      throw new AssertionError("Claude Code did not answer with JSON but:\n" + output, e);
    }
  }

  private List<String> transcript() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home.resolve(".claude/projects"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static String finish(ProcessBuilder builder, long seconds)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("mpm-it", ".out");
    try {
      Process process =
          builder
              .redirectInput(new java.io.File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }
}
