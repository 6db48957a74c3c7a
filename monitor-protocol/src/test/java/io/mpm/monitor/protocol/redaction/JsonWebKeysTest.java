package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWebKeysTest {

  private static final String SECRET = "nWGxne_9Wm" + "C6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
  private static final String PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

  private static JsonNode redacted(JsonNode node) {
    return Redactor.withDefaults().redact(node).data();
  }

  private static String redacted(String text) {
    return redacted(TextNode.valueOf(text)).textValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "k"})
  void r1_privateMembersOfAKey_areGone_andItsPublicOnesStay(String member) {
    JsonNode key = Json.object().put(member, SECRET).put("kty", "OKP").put("x", PUBLIC);

    assertThat(redacted(Json.object().set("keys", key)).toString())
        .doesNotContain(SECRET)
        .contains(PUBLIC);
    for (String form :
        List.of(
            "12:00 INFO uses %s now",
            "a %s\n{\"d\": 1}", "export default %s;", "x = '%s'", "cut off: %s")) {
      String text = form.formatted(form.startsWith("cut") ? Json.text(key).replace("}", "") : key);
      assertThat(redacted(text)).doesNotContain(SECRET).contains(PUBLIC);
      assertThat(redacted(Json.text(TextNode.valueOf(text))))
          .doesNotContain(SECRET)
          .contains(PUBLIC);
      assertThat(redacted(redacted(text))).isEqualTo(redacted(text));
    }
    String program = "const key = {kty: 'OKP', x: '%s',\n  %s: '%s'};";
    assertThat(redacted(program.formatted(PUBLIC, member, SECRET)))
        .isEqualTo(program.formatted(PUBLIC, member, "[redacted:private-key]"));
  }

  @Test
  void membersOfWhatIsNoKey_stay() {
    JsonNode path = Json.object().put("d", SECRET).put("type", "path");
    assertThat(redacted(path)).isSameAs(path);
    String text = "{\"kty\": \"OKP\"} and {\"d\": \"" + SECRET + "\"} and kid: '" + SECRET + "'";
    assertThat(redacted(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kty:'",
        "d:'",
        "d\"   :  \"",
        "kty{",
        "\\\\\\",
        "d:'aaaaaaaaaaaaaaaaaaaaaaaaaa'"
      })
  void r3_anyNumberOfParts_isGoneThroughOnce(String unit) {
    assertThat(JsonWebKeys.in("kty" + unit.repeat(100_000)).size()).isZero();
  }
}
