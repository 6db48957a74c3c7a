package io.mpm.monitor.daemon.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiesTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final Copies copies = new Copies();
  private int id;

  private boolean isCopy(String word, String prompt) {
    return isCopy(word, prompt, START);
  }

  private boolean isCopy(String word, String prompt, Instant at) {
    PublishedEvent event = event(word, prompt, at);
    return copies.isCopy(
        event, event.data().path("session_id").asText(""), Json.bytes(event.data()));
  }

  private PublishedEvent event(String word, String prompt, Instant at) {
    try {
      JsonNode data = Json.parse("{\"session_id\":\"s\",\"prompt\":\"" + prompt + "\"}");
      return new PublishedEvent("id-" + id++, at, word, data);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void h16_settingsAndPlugin_showEachEventOnce_whoeverIsFirst() {
    assertThat(isCopy("user-prompt", "one")).isFalse();
    assertThat(isCopy("from-plugin", "one")).isTrue();
    assertThat(isCopy("from-plugin", "two")).isFalse();
    assertThat(isCopy("user-prompt", "two")).isTrue();
    assertThat(isCopy("from-run", "two")).isTrue();
  }

  @Test
  void equalPrompts_areAsManyEvents_inEveryOrderOfTheirCopies() {
    for (List<String> order :
        List.of(
            List.of("user-prompt", "user-prompt", "from-plugin", "from-plugin"),
            List.of("user-prompt", "from-plugin", "user-prompt", "from-plugin"),
            List.of("user-prompt", "from-plugin", "from-plugin", "user-prompt"))) {
      String prompt = "yes " + order.hashCode();
      assertThat(order.stream().filter(word -> !isCopy(word, prompt))).hasSize(2);
    }
  }

  @Test
  void takenBack_isToldByTheNextSource() {
    assertThat(isCopy("user-prompt", "one")).isFalse();
    assertThat(isCopy("user-prompt", "one")).isFalse();
    PublishedEvent second = event("user-prompt", "one", START);

    copies.takeBack(second, second.data().path("session_id").asText(""), Json.bytes(second.data()));

    assertThat(isCopy("from-plugin", "one")).isTrue();
    assertThat(isCopy("from-plugin", "one")).isFalse();
    assertThat(isCopy("user-prompt", "one")).isTrue();
  }

  @Test
  void oneSource_neverLosesAnything() {
    for (int i = 0; i < 100; i++) {
      assertThat(isCopy("from-plugin", "yes")).isFalse();
    }
  }

  @Test
  void copyThatWasLost_costsNoOtherEvent() {
    assertThat(isCopy("user-prompt", "yes")).isFalse();
    assertThat(isCopy("user-prompt", "yes")).isFalse();
    assertThat(isCopy("from-plugin", "yes")).isTrue();
    assertThat(isCopy("user-prompt", "yes")).isFalse();
  }

  @Test
  void equalEventLater_fromAnotherSource_isAnEvent() {
    assertThat(isCopy("user-prompt", "yes")).isFalse();
    assertThat(isCopy("from-plugin", "yes", START.plus(Copies.WINDOW).plus(Duration.ofMillis(1))))
        .isFalse();
  }

  @Test
  void forget_lettingASessionComeAgain() {
    assertThat(isCopy("from-plugin", "yes")).isFalse();
    copies.forget("s");
    assertThat(isCopy("user-prompt", "yes")).isFalse();
  }
}
