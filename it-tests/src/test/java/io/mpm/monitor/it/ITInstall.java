package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From `install` over a session of the real client to `uninstall`, as a user has it. */
class ITInstall {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * All that our hooks are registered for without being asked, and that fire without a terminal.
   */
  private static final List<String> EVENTS =
      List.of(
          "SessionStart",
          "InstructionsLoaded",
          "UserPromptSubmit",
          "PreToolUse",
          "PostToolUse",
          "PostToolUseFailure",
          "PostToolBatch",
          "PermissionDenied",
          "Notification",
          "SubagentStart",
          "SubagentStop",
          "CwdChanged",
          "PreCompact",
          "PostCompact",
          "Stop",
          "StopFailure",
          "SessionEnd");

  @TempDir private Path temporary;
  private Installation mpm;
  private Path settings;

  @BeforeEach
  void user() throws IOException {
    Path home = Files.createDirectories(temporary.resolve("claude-home"));
    mpm = new Installation(temporary, Map.of("HOME", home.toString()));
    settings = home.resolve(".claude/settings.json");
  }

  @AfterEach
  void remove() {
    mpm.close();
  }

  /** Somebody else's hooks, which write down what they are given. */
  private String witnessSettings(Witness witness) {
    StringBuilder text = new StringBuilder("{\n\t\"hooks\": {\n");
    for (String event : EVENTS) {
      text.append(text.indexOf("\"type\"") < 0 ? "" : ",\n")
          .append("\t\t\"%s\": [\n\t\t\t{\"hooks\": [".formatted(event))
          .append("{\"type\": \"command\", \"command\": \"")
          .append(witness.command())
          .append("\", \"timeout\": 5}]}\n\t\t]");
    }
    return text.append("\n\t},\n\t\"cleanupPeriodDays\": 9\n}").toString();
  }

  @ParameterizedTest
  @CsvSource({
    "command, rw-r--r--",
    "async, rw-r--r--",
    "http, rw-------",
    "http, rw-r--r--",
  })
  void realSession_everyEventArrivesAndTheSettingsComeBack(String mode, String permissions)
      throws Exception {
    Optional<ClaudeCode> installed = ClaudeCode.install(temporary);
    Assumptions.assumeTrue(installed.isPresent(), "Claude Code could not be installed; see above");
    ClaudeCode claude = installed.get();
    Witness witness = Witness.in(temporary);
    String before = witnessSettings(witness);
    ClaudeCode.Session without = claude.run("explore", Map.of());
    Files.deleteIfExists(temporary.resolve("project/src/Main.java"));
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, before);
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString(permissions));
    mpm.monitord("start").succeeded();
    Map<String, String> environment = new HashMap<>(mpm.environment());
    environment.put(
        "MPM_MONITOR_PRODUCER_TOKEN", mpm.monitord("token", "--producer").out().strip());

    mpm.monitord("install", "--mode", mode, "--no-test").succeeded();
    ClaudeCode.Session with = claude.run("explore", environment);

    List<String> fired = witness.payloads();
    assertThat(fired).hasSizeGreaterThan(25);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(mpm.events())
                    .extracting(event -> Json.text(event.path("data")))
                    .containsExactlyInAnyOrderElementsOf(fired));
    assertThat(with.answer()).isEqualTo(without.answer());
    assertThat(with.hookErrors()).isEmpty();
    mpm.monitord("uninstall").succeeded();
    assertThat(Files.readString(settings)).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
        .isEqualTo(permissions);
  }

  @Test
  void install_provesItselfAndLeavesNoSession() {
    mpm.monitord("start").succeeded();

    Installation.Finished installed = mpm.monitord("install").succeeded();

    assertThat(installed.out())
        .containsPattern("SessionStart +delivered +command took [0-9.]+ ms, in the monitor after")
        .contains("20 of 20 work");
    assertThat(mpm.events())
        .hasSize(20)
        .allSatisfy(
            event -> {
              assertThat(event.path("type").asText()).isEqualTo("monitor.test");
              assertThat(event.path("category").asText()).isEqualTo("system");
              assertThat(event.path("session_id").isNull()).isTrue();
            });
    assertThat(mpm.get("/api/v1/sessions").path("sessions")).isEmpty();
    assertThat(mpm.monitord("install", "--mode", "http").succeeded().out())
        .containsPattern("Stop +delivered +http took")
        .contains("20 of 20 work");
    assertThat(mpm.monitord("doctor").succeeded().out())
        .contains("0 problems")
        .containsPattern("ok +claude +.*: 20 hooks, 20 of them ours");
    mpm.monitord("uninstall").succeeded();
    assertThat(settings).doesNotExist();
  }
}
