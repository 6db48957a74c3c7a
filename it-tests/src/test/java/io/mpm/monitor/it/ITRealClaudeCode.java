package io.mpm.monitor.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.it.rig.ClaudeCode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.it.rig.StockClient;
import io.mpm.monitor.it.rig.Witness;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real client, with our hook on every event that a monitor may register. */
class ITRealClaudeCode {

  /** All that fire in a session without a terminal; the others are the recordings' affair. */
  private static final List<String> EVENTS =
      List.of(
          "SessionStart",
          "InstructionsLoaded",
          "UserPromptSubmit",
          "MessageDisplay",
          "PreToolUse",
          "PostToolUse",
          "PostToolUseFailure",
          "PostToolBatch",
          "SubagentStart",
          "SubagentStop",
          "Notification",
          "PreCompact",
          "PostCompact",
          "Stop",
          "StopFailure",
          "SessionEnd");

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void install() {
    Path claude = temporary.resolve("claude-home/.claude");
    mpm = new Installation(temporary, Map.of("CLAUDE_CONFIG_DIR", claude.toString()));
  }

  private ClaudeCode client() throws Exception {
    return Needs.one(
        ClaudeCode.install(temporary), "Claude Code could not be installed; see above");
  }

  /** Our hook, and beside it one that only writes down what it was given. */
  private JsonNode settings(Witness witness) {
    ObjectNode settings = Json.object();
    ObjectNode hooks = settings.putObject("hooks");
    for (String event : EVENTS) {
      ArrayNode handlers = hooks.putArray(event).addObject().putArray("hooks");
      handlers
          .addObject()
          .put("type", "command")
          .put("command", mpm.installedHook().toString())
          .put("timeout", 2)
          .putArray("args")
          .add("from-claude");
      handlers
          .addObject()
          .put("type", "command")
          .put("command", witness.command())
          .put("timeout", 5);
    }
    return settings;
  }

  @Test
  void session_everyEventIsHeldAndClaudeNoticesNothing() throws Exception {
    ClaudeCode claude = client();
    Witness witness = Witness.in(temporary);
    mpm.monitord("start").succeeded();
    try (StockClient client = new StockClient(mpm, mpm.token())) {
      await().until(() -> client.heard("welcome").size() == 1);

      ClaudeCode.Session without = claude.run("explore", Json.object(), Map.of());
      resetProject();
      ClaudeCode.Session with = claude.run("explore", settings(witness), forClaude());

      List<String> fired = witness.payloads();
      assertThat(fired).hasSizeGreaterThan(30);
      await()
          .untilAsserted(
              () ->
                  assertThat(client.heard("claude_event"))
                      .extracting(event -> Json.text(event.path("data")))
                      .containsExactlyInAnyOrderElementsOf(fired));
      assertThat(with.answer()).isEqualTo(without.answer());
      assertThat(with.hookErrors()).isEmpty();
      awaitSameCost(with.result());
      report(fired.size(), with, without);
    }
  }

  /** Through {@code run}, with our hook in the user's settings as well: each event once. */
  @Test
  void directMode_besideHooksInTheSettings_showsEachEventOnce() throws Exception {
    ClaudeCode claude = client();
    Witness witness = Witness.in(temporary);
    JsonNode settings = settings(witness);
    Path usual = Files.createDirectories(claude.home().resolve(".claude"));
    Files.write(usual.resolve("settings.json"), Json.bytes(settings));
    Map<String, String> environment = new HashMap<>(mpm.environment());
    environment.put("MPM_MONITOR_HISTORY", "true");

    ClaudeCode.Session session =
        claude.run(
            "explore",
            List.of(mpm.bin("mpm-monitord").toString(), "run", "--", claude.client().toString()),
            environment);

    assertThat(session.answer()).contains("All done.");
    assertThat(mpm.daemon()).as("the hub has gone with the session").isEmpty();
    assertThat(witness.payloads()).hasSizeGreaterThan(30);
    assertHeldOnce(witness.payloads(), environment);
  }

  /**
   * The distribution is a plugin; with our hook in the user's settings as well, nothing doubles.
   */
  @Test
  void plugin_besideHooksInTheSettings_showsEachEventOnce() throws Exception {
    ClaudeCode claude = client();
    Witness witness = Witness.in(temporary);
    Path file = Files.write(temporary.resolve("s.json"), Json.bytes(settings(witness)));
    mpm.monitord("start").succeeded();

    claude.run(
        "explore",
        List.of(
            claude.client().toString(),
            "--settings",
            file.toString(),
            "--plugin-dir",
            mpm.distribution().toString()),
        mpm.environment());

    List<String> fired = witness.payloads();
    assertThat(fired).hasSizeGreaterThan(30);
    await()
        .untilAsserted(
            () ->
                assertThat(mpm.health().path("events_duplicate").asInt())
                    .as("what the plugin told as well; it registers less than this test does")
                    .isGreaterThan(fired.size() / 2));
    await().until(() -> mpm.spooled().isEmpty());
    assertThat(mpm.held())
        .extracting(event -> Json.text(event.path("data")))
        .containsExactlyInAnyOrderElementsOf(fired);
  }

  @Test
  void plugin_isValidByClaudeCodesOwnStrictRules() throws Exception {
    ClaudeCode claude = client();

    for (String manifest : List.of("plugin.json", "marketplace.json")) {
      Path file = mpm.distribution().resolve(".claude-plugin").resolve(manifest);
      Process validation =
          claude.command("plugin", "validate", "--strict", file.toString()).start();

      String said = new String(validation.getInputStream().readAllBytes(), UTF_8);
      assertThat(validation.waitFor()).as(said).isZero();
    }
  }

  /** What a daemon that starts now finds in the history. */
  private void assertHeldOnce(List<String> fired, Map<String, String> environment)
      throws Exception {
    try (Installation later = mpm.with(environment)) {
      later.monitord("start").succeeded();
      await()
          .untilAsserted(
              () ->
                  assertThat(later.held())
                      .extracting(event -> Json.text(event.path("data")))
                      .containsExactlyInAnyOrderElementsOf(fired));
    }
  }

  /** The daemon must be told where this client keeps its transcripts; the client knows. */
  private Map<String, String> forClaude() {
    Map<String, String> environment = new HashMap<>(mpm.environment());
    environment.remove("CLAUDE_CONFIG_DIR");
    return environment;
  }

  /** What the daemon makes of the transcripts is what the client itself says of its session. */
  private void awaitSameCost(JsonNode result) {
    String session = "/api/v1/sessions/" + result.path("session_id").asText();
    JsonNode models = result.path("modelUsage");
    long tokens = 0;
    for (JsonNode model : models) {
      tokens += model.path("inputTokens").asLong() + model.path("outputTokens").asLong();
    }
    long expected = tokens;
    await()
        .untilAsserted(
            () -> {
              JsonNode usage = mpm.get(session).path("usage");
              assertThat(usage.path("input_tokens").asLong() + usage.path("output_tokens").asLong())
                  .isEqualTo(expected);
              assertThat(usage.path("cost").path("usd").asDouble())
                  .isCloseTo(result.path("total_cost_usd").asDouble(), within(0.000_001));
              assertThat(usage.path("models")).hasSize(models.size());
            });
  }

  /** The scenario writes the same file in both runs. */
  private void resetProject() throws IOException {
    Files.deleteIfExists(temporary.resolve("project/src/Main.java"));
  }

  private static void report(int fired, ClaudeCode.Session with, ClaudeCode.Session without) {
    System.out.printf(
        "real client: %d events; the session took %d ms with two hooks an event, %d ms without%n",
        fired,
        with.result().path("duration_ms").asLong(),
        without.result().path("duration_ms").asLong());
  }
}
