package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row R3: as deep as an event and the JSON in its texts can be, it takes no more stack. */
class DeepRedactionTest {

  private static final String SECRET = "correcthorse";
  private static final String INNERMOST = "{\"password\":\"" + SECRET + "\"}";
  private static final String ELIDED = "[elided: nested too deeply]";

  /** Like the threads of the proxy and of the daemon. */
  private static final long STACK = 512 << 10;

  /** Prints what is left of the deepest event, on such a thread. */
  public static void main(String[] arguments) throws InterruptedException {
    Thread thread = new Thread(null, () -> System.out.println(sanitized(deepest())), "deep", STACK);
    thread.start();
    thread.join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-Xcomp"})
  void r3_deepestEvent_fitsOnASmallStack(String mode) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                mode,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DeepRedactionTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).isZero();
    assertThat(printed).isEqualTo(sanitized(deepest())).contains(ELIDED).doesNotContain(SECRET);
  }

  @Test
  void r3_bracketsOfTextsCountWithThoseAroundThem() throws MalformedJsonException {
    String text = nested(Json.MAX_DEPTH - 3, INNERMOST);
    JsonNode event = Json.object().put("stdout", text);

    Redaction redaction = Redactor.withDefaults().redact(event);

    assertThat(redaction.data().path("stdout").textValue())
        .isEqualTo(text.replace(SECRET, "[redacted:key-name]"));
    assertThat(redaction.hitsByRule()).doesNotContainKey(Redaction.ELIDED);
  }

  @Test
  void r3_whatIsDeeperIsLeftOutAndCounted() throws MalformedJsonException {
    String text = nested(Json.MAX_DEPTH - 1, INNERMOST);
    JsonNode event = Json.object().put("stdout", text);

    Redaction redaction = Redactor.withDefaults().redact(event);

    assertThat(redaction.data().path("stdout").textValue())
        .isEqualTo(text.replace(INNERMOST, "\"" + ELIDED + "\""));
    assertThat(redaction.hitsByRule()).containsEntry(Redaction.ELIDED, 1);
    assertThat(Redactor.withDefaults().redact(redaction.data()).data()).isSameAs(redaction.data());
  }

  private static String sanitized(JsonNode event) {
    return Json.text(Sanitizer.withDefaults().apply(event));
  }

  private static JsonNode deepest() {
    String text = INNERMOST;
    for (int texts = 0; texts < 3; texts++) {
      text = nested(Json.MAX_DEPTH - 1, Json.text(Json.object().put("stdout", text)));
    }
    try {
      return Json.parse(nested(Json.MAX_DEPTH - 1, Json.text(Json.object().put("stdout", text))));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JSON in so many brackets of objects. */
  private static String nested(int levels, String json) {
    return "{\"a\":".repeat(levels) + json + "}".repeat(levels);
  }
}
