package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.redaction.FakeSecrets.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SanitizerTest {

  private static final Sanitizer SANITIZER =
      new Sanitizer(Redactor.withDefaults(), new Truncator(1_000, 10_000));

  static List<Sample> secrets() {
    return FakeSecrets.all();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void r4_secretOnTheCutIsTakenOutBeforeTheCut(Sample sample) {
    String piece = sample.secret().substring(0, Math.min(12, sample.secret().length()));
    for (int before = 850; before < 1_000; before += 7) {
      String text = "é".repeat(before) + "\n" + sample.text() + "\n" + "y ".repeat(1_000);

      JsonNode once = SANITIZER.apply(Json.object().put("prompt", text));

      assertThat(once.path("prompt").textValue()).doesNotContain(piece).contains("…[truncated, ");
      assertThat(SANITIZER.apply(once)).isEqualTo(once);
    }
  }

  @Test
  void p5_hugeEventIsCutAndCounted() {
    JsonNode event =
        Json.object().put("tool_name", "Write").put("content", "line of text\n".repeat(1_500_000));

    Sanitizer.Sanitized sanitized = SANITIZER.sanitize(event);

    assertThat(sanitized.data().path("tool_name").textValue()).isEqualTo("Write");
    assertThat(sanitized.data().path("content").textValue())
        .startsWith("line of text\n")
        .endsWith("…[truncated, 952 of 19500000 characters]");
    assertThat(sanitized.truncation().charactersCut()).isEqualTo(19_500_000 - 952);
    assertThat(sanitized.redaction().hitsByRule()).isEmpty();
  }

  @Test
  void p5_textThatWasCutBefore_tellsItsFirstLength() {
    String cut = "y ".repeat(100_000) + new CutMark(200_000, 20_800_000).text();

    Sanitizer.Sanitized sanitized =
        Sanitizer.withDefaults().sanitize(Json.object().put("content", cut));

    CutMark mark = CutMark.of(sanitized.data().path("content").textValue()).orElseThrow();
    assertThat(mark.total()).isEqualTo(20_800_000);
    assertThat(sanitized.truncation().charactersCut()).isEqualTo(20_800_000 - mark.kept());
  }
}
