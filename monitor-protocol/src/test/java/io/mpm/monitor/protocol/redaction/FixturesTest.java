package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real Claude Code sessions say. */
class FixturesTest {

  private static final Sanitizer SANITIZER = Sanitizer.withDefaults();

  static List<JsonNode> payloads() throws Exception {
    List<JsonNode> payloads = new ArrayList<>();
    for (String name : List.of("explore", "interactive")) {
      try (InputStream in =
          FixturesTest.class.getResourceAsStream("/fixtures/" + name + ".ndjson")) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(FixturesTest::payload)
            .forEach(payloads::add);
      }
    }
    assertThat(payloads).hasSizeGreaterThan(50);
    return payloads;
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void r2_nothingIsTakenOutOfARealPayload(JsonNode payload) {
    Sanitizer.Sanitized sanitized = SANITIZER.sanitize(payload);

    assertThat(sanitized.data()).isSameAs(payload);
    assertThat(sanitized.redaction().hitsByRule()).isEmpty();
    assertThat(sanitized.truncation().textsCut()).isZero();
  }

  /** Secrets and near misses at random places of real texts, cut at random lengths. */
  @ParameterizedTest
  @MethodSource("payloads")
  void r4_sanitizingTwiceChangesNothing(JsonNode payload) {
    Random random = new Random(payload.hashCode());
    List<String> salt = new ArrayList<>(NearMisses.all());
    FakeSecrets.all().forEach(sample -> salt.add(sample.text()));
    for (int round = 0; round < 20; round++) {
      Sanitizer sanitizer =
          new Sanitizer(
              SANITIZER.redactor(),
              new Truncator(256 + random.nextInt(2_000), 1_024 + random.nextInt(10_000)));
      JsonNode salted =
          TextLeaves.map(
              payload, text -> salted(text, salt.get(random.nextInt(salt.size())), random));

      JsonNode once = sanitizer.apply(salted);

      assertThat(Json.text(sanitizer.apply(once))).isEqualTo(Json.text(once));
    }
  }

  private static String salted(String text, String salt, Random random) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at)
        + " "
        + salt.repeat(1 + random.nextInt(4))
        + " "
        + text.substring(at);
  }

  private static JsonNode payload(String line) {
    try {
      return Json.parse(line).path("payload");
    } catch (Exception e) {
      throw new IllegalStateException("a fixture is no JSON", e);
    }
  }
}
