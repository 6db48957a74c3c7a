package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Row R3: no input makes redaction slow. Counts looks at characters, not seconds. */
class RedactionCostTest {

  private static final int MEGABYTE = 1 << 20;
  private static final Redactor REDACTOR = redactor(() -> 0);

  /** What, repeated, a matcher that goes back would never come to an end with. */
  static List<String> attacks() {
    List<String> attacks = new ArrayList<>();
    for (String unit :
        List.of(
            "a",
            "A",
            "7",
            " ",
            "\"",
            "\\",
            "\\\"",
            "'",
            "\n",
            "=",
            "://",
            "://a:",
            "a:b@",
            "{",
            "[[",
            "{\"a\":",
            "\"password\":",
            "password=",
            "password: \"",
            "token=token:",
            "Cookie: a=",
            "Authorization: Bearer ",
            "curl -u ",
            "curl ",
            "mysql ",
            "--password --token ",
            "sk-",
            "eyJ",
            " eyJa.",
            " eyJaaaaaaaa.eyJ",
            "discord ",
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN ",
            "machine a login ",
            "sig=%2",
            ";password=",
            "[redacted:",
            "[redacted:env]",
            "…[truncated, ",
            "ghp_",
            "export A_TOKEN=",
            "\\u003d",
            "é",
            "😀",
            "\ud83d",
            "ey",
            "YWFh",
            "YWFhYWFh\n")) {
      attacks.add(unit);
    }
    for (Rule rule : RuleBook.builtIn()) {
      for (String keyword : rule.keywords()) {
        attacks.add(" " + keyword + "a7");
      }
    }
    return attacks;
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void r3_costIsBoundedByTheLengthWhateverTheText(String unit) {
    String attack = unit.repeat(MEGABYTE / unit.length());
    int examined = 1_000 + 2 * Redactor.UNSURE;
    Work work = new Work(() -> 0, Duration.ofSeconds(1));

    Redaction redaction = REDACTOR.leaving(1_000).redact(Json.object().put("prompt", attack), work);

    assertThat(work.spent()).isLessThan(17L * examined);
    assertThat(redaction.data().path("prompt").textValue())
        .satisfiesAnyOf(
            text -> assertThat(text).endsWith(" of " + attack.length() + " characters]"),
            text ->
                assertThat(text)
                    .isEqualTo(
                        "[elided: redaction took too long, " + attack.length() + " characters]"));
  }

  @Test
  void r3_ordinaryTextIsLookedAtAFewTimes() throws Exception {
    long looks = 0;
    long characters = 0;
    for (JsonNode payload : FixturesTest.payloads()) {
      Work work = new Work(() -> 0, Duration.ofSeconds(1));
      REDACTOR.redact(payload, work);
      looks += work.spent();
      characters += Json.text(payload).length();
    }

    assertThat(looks).isLessThan(5 * characters);
  }

  @Test
  void r3_whenTheTimeIsUpLongTextsAreElidedAndShortOnesStillExamined() {
    AtomicLong now = new AtomicLong();
    Redactor redactor = redactor(() -> now.addAndGet(1_000_000));
    ObjectNode event = Json.object();
    for (int i = 0; i < 100; i++) {
      event.put("text" + i, "x ".repeat(500));
    }
    event.put("hook_event_name", "PreToolUse").put("short", "A_TOKEN=Zk3qLw8vT1p");

    Redaction redaction = redactor.redact(event);

    assertThat(redaction.data().path("text0").textValue()).isEqualTo("x ".repeat(500));
    assertThat(redaction.data().path("text99").textValue())
        .isEqualTo("[elided: redaction took too long, 1000 characters]");
    assertThat(redaction.data().path("hook_event_name").textValue()).isEqualTo("PreToolUse");
    assertThat(redaction.data().path("short").textValue()).isEqualTo("A_TOKEN=[redacted:env]");
    assertThat(redaction.hitsByRule().get(Redaction.ELIDED)).isBetween(40, 60);
    assertThat(REDACTOR.redact(redaction.data()).data()).isSameAs(redaction.data());
  }

  @Test
  void r3_secretInATextThatCostsTooMuchIsNotPassedOn() {
    String secret = FakeSecrets.all().get(7).secret();
    String attack = secret + " -----BEGIN PRIVATE KEY-----".repeat(8_000);

    Redaction redaction = REDACTOR.redact(TextNode.valueOf(attack));

    assertThat(redaction.data().textValue()).doesNotContain(secret);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.protocol.redaction.FakeSecrets#all")
  void p5_noPieceOfASecretIsLeftWhereALongTextIsCut(FakeSecrets.Sample sample) {
    Redactor redactor = REDACTOR.leaving(1_000);
    int cut = 1_000 + 2 * Redactor.UNSURE;
    String piece = sample.secret().substring(0, Math.min(12, sample.secret().length()));
    for (int before = 1; before < sample.text().length(); before += 7) {
      String text = "x ".repeat(cut).substring(0, cut - before - 1) + "\n" + sample.text();
      String whole = text + "\n" + "y ".repeat(1_000);

      String kept = redactor.redact(TextNode.valueOf(whole)).data().textValue();

      assertThat(kept).endsWith(" of " + whole.length() + " characters]").doesNotContain(piece);
      assertThat(kept.length()).isGreaterThan(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void r3_elidingLooksAtEachPartAFewTimesHoweverManyThereAre(int charactersOfAPart) {
    int parts = 100_000;
    LooksAt looks = new LooksAt(40L * parts);
    ObjectNode event = Json.object();
    for (int i = 0; i < parts; i++) {
      event.putObject("k" + i).set("a", new CountedText("x".repeat(charactersOfAPart), looks));
    }
    long size = JsonSize.of(event);

    Truncation truncation = Truncator.withDefaults().truncate(event);

    assertThat(truncation.partsElided()).isEqualTo(1);
    assertThat(truncation.data().textValue()).isEqualTo("[elided: too large, " + size + " bytes]");
  }

  /** Counts, and ends what would not end by itself. */
  private static final class LooksAt {

    private final long most;
    private long count;

    LooksAt(long most) {
      this.most = most;
    }

    void one() {
      assertThat(++count).isLessThan(most);
    }
  }

  private static final class CountedText extends TextNode {

    private static final long serialVersionUID = 1L;

    private final transient LooksAt looks;

    CountedText(String text, LooksAt looks) {
      super(text);
      this.looks = looks;
    }

    @Override
    public String textValue() {
      looks.one();
      return super.textValue();
    }
  }

  private static Redactor redactor(java.util.function.LongSupplier clock) {
    return new Redactor(RuleBook.builtIn(), List.of(), clock, Redactor.TIME);
  }
}
