package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatorTest {

  private static final Truncator TRUNCATOR = new Truncator(1_000, 10_000);

  @Test
  void truncate_leavesWhatIsWithinTheLimits() {
    JsonNode event = Json.object().put("a", "x".repeat(1_000)).put("n", 1);

    assertThat(TRUNCATOR.truncate(event)).isEqualTo(new Truncation(event, 0, 0, 0));
  }

  @Test
  void truncate_cutsALongTextAndSaysSo() {
    Truncation truncation = TRUNCATOR.truncate(Json.object().put("a", "x".repeat(5_000)));

    assertThat(truncation.data().path("a").textValue())
        .isEqualTo("x".repeat(952) + "…[truncated, 952 of 5000 characters]");
    assertThat(truncation.textsCut()).isEqualTo(1);
    assertThat(truncation.charactersCut()).isEqualTo(4_048);
  }

  @Test
  void truncate_textThatSaysItWasShorter_isCutAsLongAsItIs() {
    String text = "x".repeat(5_000) + new CutMark(1, 5).text();

    Truncation truncation = TRUNCATOR.truncate(TextNode.valueOf(text));

    assertThat(truncation.data().textValue())
        .isEqualTo("x".repeat(952) + "…[truncated, 952 of 5000 characters]");
    assertThat(truncation.charactersCut()).isEqualTo(4_048);
  }

  @ParameterizedTest
  @ValueSource(strings = {"😀", "a😀", "é", "漢", "👩‍👩‍👧", "\n"})
  void r4_cutsBetweenCodePoints(String unit) {
    for (int offset = 0; offset < 8; offset++) {
      String text = "x".repeat(offset) + unit.repeat(2_000);

      String cut = TRUNCATOR.truncate(TextNode.valueOf(text)).data().textValue();

      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(cut)).isTrue();
      String kept = cut.substring(0, cut.indexOf("…[truncated"));
      assertThat(text).startsWith(kept);
      assertThat(cut)
          .endsWith("…[truncated, " + kept.length() + " of " + text.length() + " characters]");
    }
  }

  @Test
  void r4_neverCutsThroughAMarker() {
    for (int offset = 900; offset < 1_000; offset++) {
      String text = "x".repeat(offset) + "[redacted:github-token]" + "y".repeat(1_000);

      String cut = TRUNCATOR.truncate(TextNode.valueOf(text)).data().textValue();

      String kept = cut.substring(0, cut.indexOf("…[truncated"));
      assertThat(kept).matches("x+(\\[redacted:github-token]y*)?");
    }
  }

  @Test
  void truncate_largeTreeLosesItsLongestTextsFirst() {
    Truncator truncator = new Truncator(8_000, 10_000);
    JsonNode event =
        Json.object()
            .put("small", "s".repeat(500))
            .put("b", "b".repeat(7_000))
            .put("c", "c".repeat(8_000));

    JsonNode cut = truncator.truncate(event).data();

    assertThat(Json.bytes(cut).length).isBetween(9_800, 10_000);
    assertThat(cut.path("small")).isEqualTo(event.path("small"));
    assertThat(cut.path("b").textValue()).hasSizeBetween(4_500, 5_000);
    assertThat(cut.path("c").textValue()).hasSizeBetween(4_500, 5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "漢", "😀", "\"", "\n", "\u0001", "\u007f", "x"})
  void truncate_countsBytesAsTheyAreWritten(String unit) {
    ObjectNode event = Json.object();
    for (int i = 0; i < 40; i++) {
      event.put("text " + unit + i, unit.repeat(40 * i));
    }

    assertThat(JsonSize.of(event)).isEqualTo(Json.bytes(event).length);
    assertThat(Json.bytes(TRUNCATOR.truncate(event).data()).length).isLessThanOrEqualTo(10_000);
  }

  @Test
  void truncate_millionSmallThingsAreElidedAndTheRestStays() {
    ObjectNode event = Json.object().put("hook_event_name", "PostToolUse");
    ObjectNode many = event.putObject("tool_response");
    for (int i = 0; i < 100_000; i++) {
      many.put("k" + i, i);
    }
    long size = Json.bytes(many).length;

    Truncation truncation = TRUNCATOR.truncate(event);

    assertThat(truncation.data())
        .isEqualTo(
            Json.object()
                .put("hook_event_name", "PostToolUse")
                .put("tool_response", "[elided: too large, " + size + " bytes]"));
    assertThat(truncation.partsElided()).isEqualTo(1);
    assertThat(event.path("tool_response").size()).isEqualTo(100_000);
  }

  @Test
  void truncate_rootOfAMillionFieldsIsElided() {
    ObjectNode event = Json.object();
    for (int i = 0; i < 10_000; i++) {
      event.put("k" + i, i);
    }

    assertThat(TRUNCATOR.truncate(event).data().textValue()).startsWith("[elided: too large, ");
  }

  @Test
  void r4_truncatingTwiceChangesNothing() {
    ObjectNode event = Json.object();
    for (int i = 0; i < 30; i++) {
      event.put("k" + i, "é\"😀".repeat(100 * i));
    }

    Truncation once = TRUNCATOR.truncate(event);

    assertThat(TRUNCATOR.truncate(once.data())).isEqualTo(once);
  }

  @Test
  void truncate_harderKeepsTheFirstLength() {
    JsonNode once = TRUNCATOR.truncate(TextNode.valueOf("x".repeat(5_000))).data();

    assertThat(new Truncator(500, 10_000).truncate(once).data().textValue())
        .isEqualTo("x".repeat(452) + "…[truncated, 452 of 5000 characters]");
  }

  @Test
  void constructor_refusesLimitsThatLeaveNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Truncator(0, 10_000))
        .withMessageContaining("0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Truncator(1_000, 1))
        .withMessageContaining("1");
  }
}
