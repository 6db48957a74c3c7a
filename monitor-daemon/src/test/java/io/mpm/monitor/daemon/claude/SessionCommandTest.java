package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionCommandTest {

  private static final Path OURS = Path.of("/s.json");
  private static final Path HOOK = Path.of("/opt/mpm/bin/mpm-hook");

  @TempDir Path folder;

  @Test
  void with_ourSettingsComeFirst_andTheRestStays() {
    assertThat(command("claude", "-p", "hi", "--", "--settings").with(OURS))
        .containsExactly("claude", "--settings", "/s.json", "-p", "hi", "--", "--settings");
    assertThat(command("claude").with(OURS)).containsExactly("claude", "--settings", "/s.json");
  }

  @Test
  void with_aProgramThatStartsClaudeCode_claudesArgumentsAreMeant() {
    assertThat(command("env", "A=b", "/opt/my bin/claude", "-c").with(OURS))
        .containsExactly("env", "A=b", "/opt/my bin/claude", "--settings", "/s.json", "-c");
    assertThat(command("nice", "claude", "--settings=x", "-c").with(OURS))
        .containsExactly("nice", "claude", "--settings", "/s.json", "-c");
    assertThat(command("my-claude", "-c").with(OURS))
        .containsExactly("my-claude", "--settings", "/s.json", "-c");
  }

  @Test
  void with_theUsersSettings_areReplaced() {
    assertThat(command("claude", "--settings", "a", "-c", "--settings=b").with(OURS))
        .containsExactly("claude", "--settings", "/s.json", "-c");
  }

  @Test
  void settings_haveOurHookOnEveryEvent() throws Exception {
    JsonNode settings = command("claude").settings(folder, HOOK);

    JsonNode handler = settings.at("/hooks/PreToolUse/0/hooks/0");
    assertThat(handler.path("command").asText()).isEqualTo(HOOK.toString());
    assertThat(handler.at("/args/0").asText()).isEqualTo("from-run");
    assertThat(handler.path("timeout").asInt()).isEqualTo(2);
    assertThat(settings.path("hooks").size()).isEqualTo(HookEvents.DEFAULTS.size());
  }

  @Test
  void settings_keepTheUsers() throws Exception {
    String own = "{\"model\":\"x\",\"hooks\":{\"Stop\":[{\"hooks\":[{\"command\":\"mine\"}]}]}}";
    Files.writeString(folder.resolve("own.json"), own);
    for (String named : List.of(own, "own.json", folder.resolve("own.json").toString())) {
      JsonNode settings = command("claude", "--settings", named).settings(folder, HOOK);

      assertThat(settings.path("model").asText()).isEqualTo("x");
      assertThat(settings.at("/hooks/Stop/0/hooks/0/command").asText()).isEqualTo("mine");
      assertThat(settings.at("/hooks/Stop/1/hooks/0/command").asText()).contains("mpm-hook");
    }
  }

  @Test
  void settings_thatAreNone_areRefused() {
    for (String named : List.of("{nonsense", "{\"hooks\":[]}")) {
      assertThatThrownBy(() -> command("claude", "--settings=" + named).settings(folder, HOOK))
          .hasMessageContaining("--settings")
          .hasMessageContaining("a JSON object");
    }
    assertThatThrownBy(() -> command("claude", "--settings", "none.json").settings(folder, HOOK))
        .hasMessageContaining("none.json");
  }

  private static SessionCommand command(String... line) {
    return new SessionCommand(List.of(line));
  }
}
