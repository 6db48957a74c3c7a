package io.mpm.monitor.daemon.model.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AboutTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final About about = new About(START);

  private void tell(int second, String name, ObjectNode data) {
    Fact fact = new Fact("e" + second, name, "", "s", START.plusSeconds(second), "/p", true, data);
    about.fold(fact, true);
  }

  private void start(int second, String title) {
    tell(second, "SessionStart", Json.object().put("session_title", title));
  }

  private void prompt(int second, String text) {
    tell(second, "UserPromptSubmit", Json.object().put("prompt", text));
  }

  private void end(int second, String reason) {
    tell(second, "SessionEnd", Json.object().put("reason", reason));
  }

  @Test
  void title_ofAnOlderStartThatComesLate_doesNotReplaceTheNewerOne() {
    start(10, "new");
    start(5, "old");
    assertThat(about.title()).isEqualTo("new");

    start(15, "newest");
    assertThat(about.title()).isEqualTo("newest");
  }

  @Test
  void title_ofAnOlderStartThatComesLate_isBetterThanAPrompt() {
    prompt(10, "a prompt");
    start(5, "a name");
    assertThat(about.title()).isEqualTo("a name");
  }

  @Test
  void endReason_ofAnOlderEndThatComesLate_doesNotReplaceTheNewerOne() {
    end(10, "logout");
    end(5, "clear");
    assertThat(about.endReason()).isEqualTo("logout");
  }

  @Test
  void endReason_ofTheNewestEnd_countsThoughSomethingElseWasNewer() {
    end(5, "clear");
    prompt(11, "a prompt");
    end(10, "logout");
    assertThat(about.endReason()).isEqualTo("logout");
  }
}
