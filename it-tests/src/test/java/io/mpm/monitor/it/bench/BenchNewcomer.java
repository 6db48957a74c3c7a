package io.mpm.monitor.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.ClaudeCode;
import io.mpm.monitor.it.rig.CodeBlock;
import io.mpm.monitor.it.rig.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long somebody needs who has README and nothing else: from a clone of what is
 * committed, in a home with nothing in it, to the first event on the page, and to the first of a
 * real session. {@code -Dmpm.bench.repository=cold} has Maven fetch everything; without it, Maven's
 * repository is the user's. Proves nothing, and so is no test that the build runs.
 */
class BenchNewcomer {

  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final boolean COLD = "cold".equals(System.getProperty("mpm.bench.repository"));

  private static final Path SOURCES =
      Path.of(System.getProperty("mpm.dist")).toAbsolutePath().normalize().resolve("../../..");

  @TempDir private Path temporary;
  private Path clone;
  private Path opened;
  @AutoClose private Installation mpm;
  private Map<String, String> environment;
  private long since;

  @BeforeEach
  void newcomer() throws IOException {
    Path home = Files.createDirectory(temporary.resolve("claude-home"));
    clone = temporary.resolve("mpm-monitor");
    opened = temporary.resolve("opened");
    mpm =
        new Installation(
                temporary,
                Map.of(
                    "HOME",
                    home.toString(),
                    "MPM_MONITOR_CACHE",
                    home.resolve(".cache").toString()))
            .from(clone.resolve("dist/target/mpm-monitor"));
    environment = new HashMap<>(mpm.environment());
    environment.put("PATH", browser() + ":" + System.getenv("PATH"));
    // Which registry npm asks is the machine's affair.
    environment.put(
        "NPM_CONFIG_USERCONFIG", Path.of(System.getProperty("user.home"), ".npmrc").toString());
    if (COLD) {
      environment.put("MAVEN_OPTS", "-Dmaven.repo.local=" + temporary.resolve("repository"));
    }
  }

  /** One that only writes down what it is to open; returns its folder. */
  private Path browser() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("tools"));
    Path tool =
        Files.writeString(
            folder.resolve("xdg-open"), "#!/bin/sh\nprintf '%s' \"$1\" >'" + opened + "'\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    return folder;
  }

  @Test
  void readme_fromTheCloneToTheFirstEvents() throws Exception {
    System.out.println("Maven's repository is " + (COLD ? "empty" : "the user's"));
    since = System.nanoTime();
    run(temporary, "git clone -q '" + SOURCES.normalize() + "' mpm-monitor");
    lap("git clone");
    String tryIt = CodeBlock.of(clone.resolve("README.md")).get(0).commands().get(0);
    String[] steps = tryIt.split(" && ", -1);
    assertThat(steps).hasSize(2);
    run(clone, steps[0]);
    lap(steps[0]);
    Process demo = begin(clone, steps[1]);
    await().atMost(PATIENCE).until(() -> Files.exists(opened) && Files.size(opened) > 0);
    lap(steps[1] + ", until it opens the browser");
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open("file://" + Files.readString(opened).replaceFirst("^file://", ""));
      await().atMost(PATIENCE).until(() -> page.raw().locator("[data-event-id]").count() > 0);
      lap("until the first event is on the page");
      assertThat(demo.waitFor()).isZero();
      lap("until the demo has ended");
      realSession(page);
    }
  }

  private void realSession(Page page) throws Exception {
    Optional<ClaudeCode> claude = ClaudeCode.install(temporary);
    if (claude.isEmpty()) {
      System.out.println("no real session: Claude Code could not be installed; see above");
      return;
    }
    since = System.nanoTime();
    run(clone, mpm.bin("mpm-monitord") + " install");
    lap("mpm-monitord install");
    String session =
        claude.get().run("explore", mpm.environment()).result().path("session_id").asText();
    await().atMost(PATIENCE).until(() -> isShown(page, session));
    lap("a session of Claude Code, until the page shows it");
  }

  private boolean isShown(Page page, String session) {
    for (JsonNode event : mpm.events()) {
      String row = "[data-event-id='" + event.path("id").asText() + "']";
      if (event.path("session_id").asText().equals(session)
          && page.raw().locator(row).count() > 0) {
        return true;
      }
    }
    return false;
  }

  private Process begin(Path folder, String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", command));
    builder.environment().putAll(environment);
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("said").toFile())
        .start();
  }

  private void run(Path folder, String command) throws Exception {
    int exitCode = begin(folder, command).waitFor();
    assertThat(exitCode).as(command + ": " + Files.readString(temporary.resolve("said"))).isZero();
  }

  private void lap(String what) {
    long now = System.nanoTime();
    System.out.printf("%6.1f s  %s%n", (now - since) / 1e9, what);
    since = now;
  }
}
