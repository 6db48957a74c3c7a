package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookEntriesTest {

  private static Map<String, ObjectNode> entries(HookMode mode, String token) {
    return new HookEntries("/opt/mpm/bin/mpm-hook", mode, new HookEntries.HookTarget(9000, token))
        .forEvents(HookEvents.chosen(List.of("default", "Setup", "SomethingNew")));
  }

  private static JsonNode handler(JsonNode group) {
    return group.path("hooks").path(0);
  }

  @ParameterizedTest
  @EnumSource(HookMode.class)
  void h14_forEvents_nothingThatAMonitorMustNotDo(HookMode mode) {
    Map<String, ObjectNode> entries = entries(mode, "");

    assertThat(entries)
        .doesNotContainKeys("WorktreeCreate", "PermissionRequest", "PreModelSwitch", "FileChanged")
        .allSatisfy(
            (event, group) -> {
              JsonNode handler = handler(group);
              assertThat(handler.path("timeout").asInt()).isBetween(1, 2);
              assertThat(handler.has("onFailure")).isFalse();
              assertThat(HandlerOrigin.of(handler)).isEqualTo(HandlerOrigin.OURS);
            });
    assertThat(handler(entries.get("SessionStart")).path("type").asText()).isEqualTo("command");
    assertThat(handler(entries.get("Setup")).path("type").asText()).isEqualTo("command");
    assertThat(handler(entries.get("SessionEnd")).has("async")).isFalse();
    assertThat(handler(entries.get("Stop")).has("async")).isFalse();
  }

  @Test
  void forEvents_async_doesNotWaitForTools() {
    assertThat(handler(entries(HookMode.ASYNC, "").get("PreToolUse")).path("async").asBoolean())
        .isTrue();
  }

  @Test
  void forEvents_http_secretFromTheVariableOrInTheFile() {
    JsonNode variable = handler(entries(HookMode.HTTP, "").get("PreToolUse"));
    assertThat(variable.path("url").asText()).isEqualTo("http://127.0.0.1:9000/hooks/pre-tool-use");
    assertThat(variable.path("headers").path("Authorization").asText())
        .isEqualTo("Bearer $MPM_MONITOR_PRODUCER_TOKEN");
    assertThat(variable.path("allowedEnvVars").toString())
        .isEqualTo("[\"MPM_MONITOR_PRODUCER_TOKEN\"]");

    JsonNode inFile = handler(entries(HookMode.HTTP, "secret").get("PreToolUse"));
    assertThat(inFile.path("headers").path("Authorization").asText()).isEqualTo("Bearer secret");
    assertThat(inFile.has("allowedEnvVars")).isFalse();
  }

  @Test
  void chosen_defaultStandsForTheDefaults() {
    assertThat(HookEvents.chosen(List.of("default", "ConfigChange", "Stop")))
        .containsAll(HookEvents.DEFAULTS)
        .contains("ConfigChange")
        .hasSize(HookEvents.DEFAULTS.size() + 1);
    assertThat(HookEvents.chosen(List.of("Stop"))).isEqualTo(Set.of("Stop"));
    assertThat(HookEvents.doubt("ConfigChange")).isEmpty();
    assertThat(HookEvents.doubt("PreToolUsee").orElseThrow())
        .contains(
            "no Claude Code known today has an event PreToolUsee", "did you mean PreToolUse?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WorktreeCreate",
        "PermissionRequest",
        "PreModelSwitch",
        "FileChanged",
        "pre-tool",
        "",
        "Stop "
      })
  void chosen_harmfulOrNoName_isRefusedByName(String name) {
    assertThatThrownBy(() -> HookEvents.chosen(List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }
}
