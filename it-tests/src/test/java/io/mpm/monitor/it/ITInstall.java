package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.daemon.claude.HookEvents;
import io.mpm.monitor.it.rig.ClaudeCode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.it.rig.Witness;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From `install` over a session of the real client to `uninstall`, as a user has it. */
class ITInstall {

  /** What a session without us answers. */
  private static String usual = "no client";

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;
  private Path settings;

  @BeforeEach
  void user() throws IOException {
    Path home = Files.createDirectories(temporary.resolve("claude-home"));
    mpm = new Installation(temporary, Map.of("HOME", home.toString()));
    settings = home.resolve(".claude/settings.json");
  }

  /** Somebody else's hooks, which write down what they are given, for every event that we take. */
  private String writeSettings(Witness witness) throws IOException {
    StringBuilder text = new StringBuilder("{\n\t\"hooks\": {\n");
    for (String event : HookEvents.DEFAULTS) {
      text.append(text.indexOf("\"type\"") < 0 ? "" : ",\n")
          .append("\t\t\"%s\": [\n\t\t\t{\"hooks\": [".formatted(event))
          .append("{\"type\": \"command\", \"command\": \"")
          .append(witness.command())
          .append("\", \"timeout\": 5}]}\n\t\t]");
    }
    text.append("\n\t},\n\t\"cleanupPeriodDays\": 9\n}");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, text);
    return text.toString();
  }

  private ClaudeCode client() throws Exception {
    return Needs.one(
        ClaudeCode.install(temporary), "Claude Code could not be installed; see above");
  }

  @BeforeAll
  static void playWithoutUs(@TempDir Path elsewhere) throws Exception {
    Optional<ClaudeCode> claude = ClaudeCode.install(elsewhere);
    if (claude.isPresent()) {
      usual = claude.get().run("explore", Map.of()).answer();
    }
  }

  private static void awaitHeld(Installation mpm, List<String> fired) {
    assertThat(fired).hasSizeGreaterThan(25);
    await()
        .untilAsserted(
            () ->
                assertThat(mpm.events())
                    .extracting(event -> Json.text(event.path("data")))
                    .containsExactlyInAnyOrderElementsOf(fired));
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
    ClaudeCode claude = client();
    Witness witness = Witness.in(temporary);
    String before = writeSettings(witness);
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString(permissions));
    mpm.monitord("start").succeeded();
    Map<String, String> environment = new HashMap<>(mpm.environment());
    environment.put(
        "MPM_MONITOR_PRODUCER_TOKEN", mpm.monitord("token", "--producer").out().strip());

    mpm.monitord("install", "--mode", mode, "--no-test").succeeded();
    ClaudeCode.Session with = claude.run("explore", environment);

    awaitHeld(mpm, witness.payloads());
    assertThat(with.answer()).isEqualTo(usual);
    assertThat(with.hookErrors()).isEmpty();
    mpm.monitord("uninstall").succeeded();
    assertThat(Files.readString(settings)).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
        .isEqualTo(permissions);
  }

  /** As the guide says it, with nothing of ours in the settings. */
  @ParameterizedTest
  @ValueSource(strings = {"run -- claude", "claude --monitor"})
  void directMode_everyEventArrivesAndNothingStays(String typed) throws Exception {
    ClaudeCode claude = client();
    Witness witness = Witness.in(temporary);
    String before = writeSettings(witness);
    Map<String, String> environment = new HashMap<>(mpm.environment());
    environment.put("PATH", claude.client().getParent() + ":" + System.getenv("PATH"));
    environment.put("MPM_MONITOR_HISTORY", "true");
    List<String> command = new ArrayList<>(List.of(mpm.bin("mpm-monitord").toString()));
    command.addAll(List.of(typed.split(" ", -1)));

    ClaudeCode.Session with = claude.run("explore", command, environment);

    assertThat(with.answer()).isEqualTo(usual);
    assertThat(with.hookErrors()).isEmpty();
    assertThat(Files.readString(settings)).isEqualTo(before);
    assertThat(mpm.daemon()).as("the hub has gone with the session").isEmpty();
    try (Installation later = mpm.with(environment)) {
      later.monitord("start").succeeded();
      awaitHeld(later, witness.payloads());
    }
  }

  @Test
  void plugin_everyEventArrives() throws Exception {
    ClaudeCode claude = client();
    Witness witness = Witness.in(temporary);
    writeSettings(witness);
    mpm.monitord("start").succeeded();

    ClaudeCode.Session with =
        claude.run(
            "explore",
            List.of(claude.client().toString(), "--plugin-dir", mpm.distribution().toString()),
            mpm.environment());

    awaitHeld(mpm, witness.payloads());
    assertThat(with.answer()).isEqualTo(usual);
    assertThat(with.hookErrors()).isEmpty();
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
