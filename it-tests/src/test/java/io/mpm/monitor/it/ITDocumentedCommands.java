package io.mpm.monitor.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what README and docs tell a reader to type, as they say it, with a daemon that has events.
 */
class ITDocumentedCommands {

  /** By their beginning, commands that cannot be run here, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "mvn ", "it is this build",
          "ssh ", "there is no other machine; ITHomes forwards a port as it does",
          "sha256sum -c SHA256SUMS", "ITDistribution runs it where the archives are",
          "sh share/jlink.sh", "ITDistribution runs it, if there is a jlink",
          "JAVA_HOME=$PWD/runtime", "ITDistribution runs it, if there is a jlink");

  /** Those that end with Ctrl+C. */
  private static final List<String> ENDLESS = List.of("mpm-monitord watch", "mpm-monitord logs -f");

  private static final Path SOURCES =
      Path.of(System.getProperty("mpm.dist")).toAbsolutePath().normalize().resolve("../../..");

  @TempDir private Path temporary;
  private Installation mpm;
  private Path tools;
  private Path work;
  private Optional<ClaudeCode> claude = Optional.empty();

  @BeforeEach
  void install() throws Exception {
    mpm = new Installation(temporary);
    tools = Files.createDirectories(temporary.resolve("tools"));
    work = Files.createDirectories(temporary.resolve("work"));
    claude = ClaudeCode.install(temporary);
    String real = claude.map(client -> client.client().toString()).orElse("true");
    tool("claude", "case $1 in plugin) exec '" + real + "' \"$@\" ;; esac");
    tool("xdg-open", "[ -f \"$1\" ]");
    tool("systemctl", "exit 0");
  }

  @AfterEach
  void remove() {
    mpm.close();
  }

  private void tool(String name, String does) throws IOException {
    Path tool = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<ShellBlock> documented() throws IOException {
    List<ShellBlock> blocks = new ArrayList<>();
    for (String page : List.of("README.md", "CONTRIBUTING.md")) {
      blocks.addAll(ShellBlock.of(SOURCES.resolve(page)));
    }
    try (Stream<Path> pages = Files.list(SOURCES.resolve("docs"))) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        blocks.addAll(ShellBlock.of(page));
      }
    }
    return blocks;
  }

  @Test
  void everyCommand_doesWhatItSays() throws Exception {
    List<String> failures = new ArrayList<>();
    int run = 0;
    for (ShellBlock block : documented()) {
      List<String> commands = block.commands().stream().filter(this::canRun).toList();
      if (!commands.isEmpty()) {
        prepare();
        run += commands.size();
        String said = execute(commands);
        if (!said.endsWith("\nall of it\n")) {
          failures.add(block + ":\n" + said);
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(run).isGreaterThan(30);
  }

  private boolean canRun(String command) {
    Optional<String> reason =
        NOT_RUN.entrySet().stream()
            .filter(entry -> command.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .or(
                () ->
                    command.startsWith("claude plugin") && claude.isEmpty()
                        ? Optional.of("Claude Code could not be installed; see above")
                        : Optional.empty());
    reason.ifPresent(why -> System.out.println("not run: " + command + " (" + why + ")"));
    return reason.isEmpty();
  }

  /** A daemon with at least one session, whatever the block before has done. */
  private void prepare() {
    if (mpm.daemon().isEmpty()) {
      mpm.monitord("start").succeeded();
    }
    if (mpm.held().isEmpty()) {
      mpm.hook("stop", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}".getBytes(UTF_8));
      await().atMost(Duration.ofSeconds(20)).until(() -> !mpm.held().isEmpty());
    }
  }

  private String execute(List<String> commands) throws Exception {
    StringBuilder script = new StringBuilder("set -eo pipefail\n");
    for (String command : commands) {
      script.append(ENDLESS.stream().anyMatch(command::startsWith) ? endless(command) : command);
      script.append('\n');
    }
    script.append("printf '\\nall of it\\n'\n");
    String here =
        script
            .toString()
            .replace("8765", Integer.toString(mpm.port()))
            .replace("/opt/mpm-monitor", mpm.distribution().toString());
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-x", "-c", here)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("said").toFile());
    bash.environment().putAll(mpm.environment());
    bash.environment().put("HOME", temporary.toString());
    bash.environment().remove("XDG_CONFIG_HOME");
    bash.environment()
        .put("PATH", tools + ":" + mpm.bin("mpm-hook").getParent() + ":" + System.getenv("PATH"));
    Process process = bash.start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(temporary.resolve("said"));
  }

  /** Nothing is wrong with it as long as it goes on; 124 is what {@code timeout} ends with. */
  private static String endless(String command) {
    String quoted = command.replace("'", "'\\''");
    return "code=0; timeout 3 bash -c '" + quoted + "' || code=$?; [ $code = 124 ]";
  }
}
