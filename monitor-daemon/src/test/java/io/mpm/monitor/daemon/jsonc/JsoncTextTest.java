package io.mpm.monitor.daemon.jsonc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsoncTextTest {

  private static JsoncValue.Container root(JsoncText text) {
    return (JsoncValue.Container) text.root();
  }

  private static String with(String text, String item) throws JsoncException {
    JsoncText parsed = JsoncText.parse(text);
    return parsed.withItem(root(parsed), item).toString();
  }

  @Test
  void withItem_standsOnALineOfItsOwnWhereOthersDo() throws Exception {
    assertThat(with("[\n    1, // one\n    2 // two\n]\n", "3"))
        .isEqualTo("[\n    1, // one\n    2, // two\n    3\n]\n");
    assertThat(with("{\r\n\t\"a\": 1\r\n}", "\"b\": 2"))
        .isEqualTo("{\r\n\t\"a\": 1,\r\n\t\"b\": 2\r\n}");
    assertThat(with("[\n  1,\n]", "2")).isEqualTo("[\n  1,\n  2,\n]");
  }

  @Test
  void withItem_staysOnTheLineOfAContainerThatHasOne() throws Exception {
    assertThat(with("[1]", "2")).isEqualTo("[1, 2]");
    assertThat(with("{ \"a\": 1 /* a */ }", "\"b\": 2"))
        .isEqualTo("{ \"a\": 1, /* a */ \"b\": 2 }");
  }

  @Test
  void withItem_unfoldsAnEmptyContainer() throws Exception {
    assertThat(with("{}", "\"a\": 1")).isEqualTo("{\n  \"a\": 1\n}");
    assertThat(with("{\n}\n", "\"a\": 1")).isEqualTo("{\n  \"a\": 1\n}\n");
    assertThat(with("[ // none yet\n]", "1")).isEqualTo("[ // none yet\n  1\n]");
  }

  @Test
  void without_isTheOppositeOfWithItem() throws Exception {
    for (int seed = 0; seed < 3000; seed++) {
      RandomJsonc random = new RandomJsonc(seed);
      String text =
          random.trivia() + "{" + random.members(3, List.of("\"x\": 1")) + "}" + random.trivia();
      JsoncText original = JsoncText.parse(text);
      JsoncText added = original.withItem(root(original), "\"ours\": {\"k\": [1]}");
      int last = root(added).items().size() - 1;

      assertThat(added.without(root(added), last)).as("seed %d", seed).hasToString(text);
      assertThat(added.tree(added.root()).path("ours").toString()).isEqualTo("{\"k\":[1]}");
    }
  }

  @Test
  void without_leavesTheOthersInEveryPlace() throws Exception {
    for (int seed = 0; seed < 2000; seed++) {
      JsoncText text =
          JsoncText.parse("[" + new RandomJsonc(seed).value(0) + ",\n 2 /* b */, // c\n 3 ]");
      for (int index = 0; index < 3; index++) {
        var expected = text.tree(text.root()).deepCopy();
        ((ArrayNode) expected).remove(index);

        JsoncText without = text.without(root(text), index);

        assertThat(without.tree(without.root())).isEqualTo(expected);
        assertThat(without.toString()).contains("/* b */", "// c");
      }
    }
  }

  @Test
  void parse_brokenTextIsRefusedWithItsPlace() {
    assertRefused("", "line 1, column 1: a value is expected, and the text ends");
    assertRefused("{\n  \"a\" 1}", "line 2, column 7: : is expected instead of 1");
    assertRefused("{\"a\": 1\n \"b\": 2}", "line 2, column 2: , is expected instead of \"");
    assertRefused("{\"a\": [1, 2}", "line 1, column 12: , is expected instead of }");
    assertRefused("{\n\"a\": tru}", "line 2, column 6: a value is expected");
    assertRefused("{\"a\": 01}", "line 1, column 7: a value is expected");
    assertRefused("{\"a\": \"b\n\"}", "line 1, column 7: a string has no end on its line");
    assertRefused("{\"a\": \"\\x\"}", "line 1, column 7: no valid string");
    assertRefused("{a: 1}", "line 1, column 2: a name in quotes or } is expected");
    assertRefused("{} // end\n/* no end", "line 2, column 1: a comment has no end");
    assertRefused("{} {}", "line 1, column 4: nothing more is expected after the end of the value");
    assertRefused("[1", "line 1, column 3: , is expected, and the text ends");
    assertRefused("[", "line 1, column 2: ] is missing at the end");
    assertRefused("[1,", "line 1, column 4: ] is missing at the end");
    assertRefused("[,1]", "line 1, column 2: a value is expected");
  }

  @Test
  void without_commentThatEndsInABlank_keepsItsLineBreak() throws Exception {
    JsoncText text = JsoncText.parse("{ // mine \n  \"a\": 1, \"b\": 2}");
    assertThat(text.without(root(text), 0)).hasToString("{ // mine \n   \"b\": 2}");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> JsoncText.parse(text))
        .as(text)
        .isInstanceOf(JsoncException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 100_000})
  void parse_deepTextIsRefused(int depth) {
    assertThatThrownBy(() -> JsoncText.parse("[".repeat(depth) + "]".repeat(depth)))
        .hasMessage("line 1, column 201: more than 200 brackets in one another");
  }

  @Test
  void parse_anyBeginningOfATextIsRefusedOrTaken() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      String text = "{" + new RandomJsonc(seed).members(3, List.of("\"x\": 1")) + "}";
      JsoncText.parse(text);
      for (int end = 0; end < text.length(); end++) {
        String part = text.substring(0, end);
        assertThatThrownBy(() -> JsoncText.parse(part)).isInstanceOf(JsoncException.class);
      }
    }
  }
}
