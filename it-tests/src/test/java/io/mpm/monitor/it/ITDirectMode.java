package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.it.rig.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mpm-monitord run}, with a script in Claude Code's place that looks around. */
class ITDirectMode {

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;
  private Path claude;

  @BeforeEach
  void install() {
    mpm = new Installation(temporary);
  }

  private void script(String body) throws IOException {
    claude =
        Files.writeString(
            temporary.resolve("claude"), "#!/bin/sh\ncd '" + temporary + "'\n" + body);
    Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwx------"));
  }

  private Process launch(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(mpm.bin("mpm-monitord").toString(), "run", "--"));
    line.add(claude.toString());
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectError(temporary.resolve("err").toFile())
            .redirectOutput(temporary.resolve("out").toFile());
    builder.environment().remove("LC_ALL");
    builder.environment().putAll(mpm.environment());
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dmine=1");
    return builder.start();
  }

  private int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String file(String name) throws IOException {
    return Files.readString(temporary.resolve(name));
  }

  @Test
  void session_hasAHubFromItsBeginningToItsEnd_andNothingStays() throws Exception {
    script(
        """
        '%s' status --json >status
        stat -c %%a "$2" >mode
        cat "$2" >settings
        env >env
        echo "$@" >arguments
        echo '{"session_id":"s","hook_event_name":"Stop"}' | '%s' from-run
        echo said
        exit 7
        """
            .formatted(mpm.bin("mpm-monitord"), mpm.bin("mpm-hook")));

    assertThat(exitCode(launch("-p", "it's a \"prompt\""))).isEqualTo(7);

    assertThat(file("out")).isEqualTo("said\n");
    assertThat(file("err"))
        .isEqualTo("mpm-monitord: this session is at http://127.0.0.1:" + mpm.port() + "\n");
    assertThat(file("status")).contains("\"running\":true", "\"answers\":true");
    assertThat(file("mode")).isEqualTo("600\n");
    assertThat(file("settings")).contains("PreToolUse", "mpm-hook", "from-run");
    assertThat(file("arguments")).contains("--settings ").endsWith("-p it's a \"prompt\"\n");
    assertThat(file("env").lines())
        .contains("JAVA_TOOL_OPTIONS=-Dmine=1")
        .noneMatch(line -> line.startsWith("LC_ALL=") || line.startsWith("MPM_KEPT"))
        .noneMatch(line -> line.startsWith("MALLOC_ARENA_MAX="));
    await().untilAsserted(() -> assertThat(mpm.processes()).isEmpty());
    assertThat(mpm.spooled()).isEmpty();
    assertThat(mpm.home().resolve("run")).isDirectoryNotContaining("glob:**session-*");
    assertThat(mpm.monitord("status").out()).contains("the session that it was started for");
  }

  @Test
  void portTaken_isSaidBeforeTheSessionBegins() throws Exception {
    script("touch began\n");
    try (ServerSocket squatter =
        new ServerSocket(mpm.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(squatter.isBound()).isTrue();
      assertThat(exitCode(launch())).isEqualTo(1);
    }
    assertThat(file("err")).contains("port " + mpm.port(), "taken").hasLineCount(1);
    assertThat(temporary.resolve("began")).doesNotExist();
  }

  @Test
  void runningDaemon_isUsedAndStays() throws Exception {
    script("'%s' status --json >status\n".formatted(mpm.bin("mpm-monitord")));
    mpm.monitord("start").succeeded();
    long daemon = mpm.daemon().orElseThrow().pid();

    assertThat(exitCode(launch())).isZero();

    assertThat(file("status")).contains("\"pid\":" + daemon);
    assertThat(mpm.daemon().orElseThrow().pid()).isEqualTo(daemon);
  }

  @Test
  void signals_keyboardsAreTheSessions_terminationIsPassedOn() throws Exception {
    script("trap 'exit 9' TERM\necho begun\nwhile :; do sleep 0.1; done\n");
    Process launcher = launch();
    await().until(() -> file("out").equals("begun\n"));

    new ProcessBuilder("kill", "-INT", String.valueOf(launcher.pid())).start().waitFor();
    new ProcessBuilder("kill", "-HUP", String.valueOf(launcher.pid())).start().waitFor();
    assertThat(mpm.monitord("status").exitCode()).isZero();
    assertThat(launcher.isAlive()).isTrue();
    new ProcessBuilder("kill", "-TERM", String.valueOf(launcher.pid())).start().waitFor();

    assertThat(exitCode(launcher)).isEqualTo(9);
  }

  @Test
  void stop_endsTheHubAndNotTheSession() throws Exception {
    script("echo begun\nwhile ! [ -e go ]; do sleep 0.1; done\nexit 3\n");
    Process launcher = launch();
    await().until(() -> file("out").equals("begun\n"));

    assertThat(mpm.monitord("stop").succeeded().out()).isEqualTo("mpm-monitord has ended\n");

    assertThat(mpm.monitord("status").exitCode()).isEqualTo(3);
    assertThat(launcher.isAlive()).isTrue();
    Files.createFile(temporary.resolve("go"));
    assertThat(exitCode(launcher)).isEqualTo(3);
  }
}
