package io.mpm.monitor.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void parse_takesTheDeepestThatIsAllowed() throws MalformedJsonException {
    String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);

    assertThat(Json.text(Json.parse(deepest))).isEqualTo(deepest);
  }

  @Test
  void parseMessage_takesDeeper() throws MalformedJsonException {
    String deeper = "{\"a\":[".repeat(300) + "null" + "]}".repeat(300);

    assertThat(Json.text(Json.parseMessage(deeper.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(deeper);
  }

  @Test
  void parse_keepsEachKindOfValue_whereItStood() throws MalformedJsonException {
    String text =
        "{\"a\":[1,[],{\"b\":{\"c\":[true,false,null]},\"d\":\"e\"},2.50],\"f\":{},\"g\":-3}";

    JsonNode value = Json.parse(text);

    assertThat(Json.text(value)).isEqualTo(text);
    assertThat(new String(Json.bytes(value), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(value.path("a").path(2).path("b").path("c").path(2).isNull()).isTrue();
  }

  @Test
  void isDeeperThan_countsBracketsInOneAnother() throws MalformedJsonException {
    JsonNode three = Json.parse("{\"a\":[1,[2]],\"b\":3}");

    assertThat(Json.isDeeperThan(3, three)).isFalse();
    assertThat(Json.isDeeperThan(2, three)).isTrue();
    assertThat(Json.isDeeperThan(0, Json.object())).isTrue();
    assertThat(Json.isDeeperThan(0, Json.object().textNode("flat"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {Json.MAX_DEPTH + 1, 10_000, 1_000_000})
  void parse_refusesDeeper(int depth) {
    assertMalformed("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "{\"a\":1",
        "{} {}",
        "{}x",
        "[1]]",
        "\"a",
        "nul",
        "NaN",
        "{a:1}",
        "01"
      })
  void parse_refusesWhatIsNotOneValue(String text) {
    assertMalformed(text);
  }

  @Test
  void parse_takesWhiteSpaceAround() throws MalformedJsonException {
    assertThat(Json.parse(" \n{} \r\n").isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.10",
        "0",
        "-7",
        "9007199254740993",
        "0.1000000000000000055511151231257827",
        "123456789012345678901234567890",
        "100",
        "2.50",
        "1e99999999999",
        "-4.20E-99999999999",
        "1e2147483648"
      })
  void parse_keepsNumbersAsWritten(String number) throws MalformedJsonException {
    assertThat(Json.text(Json.parse(number))).isEqualTo(number);
  }

  @Test
  void parse_hugeExponentCostsNothing() throws MalformedJsonException {
    JsonNode huge = Json.parse("1e999999999");

    assertThat(Json.text(huge)).isEqualTo("1E+999999999");
    assertThat(huge.longValue()).isZero();
  }

  @Test
  void parse_takesWhatTextGives_thoughTheExponentGrows() throws MalformedJsonException {
    String text = Json.text(Json.parse("12345.67e2147483646"));

    assertThat(Json.text(Json.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1e99999999999, 1.7976931348623157E308, false",
    "-1e99999999999, -1.7976931348623157E308, false",
    "1e-99999999999, 0, true",
    "0e99999999999, 0, true"
  })
  void parse_exponentBeyondADecimals_countsAsTheNearestDouble(
      String text, double value, boolean integer) throws MalformedJsonException {
    JsonNode number = Json.parse(text);

    assertThat(number.isNumber()).isTrue();
    assertThat(number.asText()).isEqualTo(text);
    assertThat(number.doubleValue()).isEqualTo(value);
    assertThat(number.decimalValue()).isEqualByComparingTo(new BigDecimal(value));
    assertThat(number.canConvertToLong()).isEqualTo(integer);
    assertThat(number).isEqualTo(Json.parse(text)).isNotEqualTo(Json.parse("7"));
  }

  @Test
  void parse_refusesANumberOfAThousandDigitsAndMore() {
    assertMalformed("9".repeat(1_001));
  }

  @Test
  void parse_refusesInvalidUtf8() {
    byte[] bytes = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xff;

    assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> Json.parse(bytes));
  }

  @Test
  void parse_lastOfDuplicateKeysCounts() throws MalformedJsonException {
    assertThat(Json.text(Json.parse("{\"a\":1,\"b\":2,\"a\":3}"))).isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void parse_messageHoldsNoInput() {
    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> Json.parse("{\"password\": hunter2}"))
        .withMessage("no valid JSON at byte 13")
        .withNoCause();
  }

  @Test
  void bytes_halfASurrogatePairBecomesAQuestionMark() throws MalformedJsonException {
    JsonNode half = Json.parse("\"a\\ud83d\"");

    assertThat(new String(Json.bytes(half), StandardCharsets.UTF_8)).isEqualTo("\"a?\"");
  }

  @Test
  void bytes_areUtf8() {
    assertThat(Json.bytes(TextNode.valueOf("é😀")))
        .isEqualTo("\"é😀\"".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "😀",
        "é",
        "€",
        "\\\\",
        "\\\\uD83D",
        "\u0001",
        "\ud83d",
        "\ude00",
        "\ud83d\ud83d\ude00"
      })
  void bytes_areTheTexts_atEveryPlaceInTheWritersBuffer(String part) {
    for (int before = 7_980; before < 8_010; before++) {
      for (String text : List.of("x".repeat(before) + part + "y", part.repeat(before))) {
        JsonNode value = Json.object().put(text, text);
        assertThat(Json.bytes(value)).isEqualTo(Json.text(value).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static String array(int values) {
    return "[" + "{},".repeat(values - 2) + "{}]";
  }

  @Test
  void parse_takesAsManyValuesAsAnEventMayHave() throws MalformedJsonException {
    assertThat(Json.parse(array(Json.MAX_EVENT_VALUES))).hasSize(Json.MAX_EVENT_VALUES - 1);
  }

  @Test
  void parse_refusesMoreValuesThanAnEventMayHave() {
    String text = array(Json.MAX_EVENT_VALUES + 1);

    assertThatExceptionOfType(MalformedJsonException.class)
        .isThrownBy(() -> Json.parse(text))
        .withMessage("more than 50000 values in one another");
  }

  @Test
  void tree_ofTooManyValues_leavesTheParserAtItsEnd() throws IOException {
    String many =
        "{\"a\":[[" + "[1,{\"b\":2}],".repeat(Json.MAX_EVENT_VALUES / 2) + "1]],\"c\":{}}";
    byte[] text = ("[" + many + ",7]").getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = Json.messageParser(text)) {
      parser.nextToken();
      parser.nextToken();

      assertThatExceptionOfType(TooManyValuesException.class).isThrownBy(() -> Json.tree(parser));
      assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
      assertThat(parser.getIntValue()).isEqualTo(7);
    }
  }

  @Test
  void isObject_buildsNoTree() {
    String many = "{\"a\":" + array(2 * Json.MAX_EVENT_VALUES) + "}";

    assertThat(Json.isObject(many.getBytes(StandardCharsets.UTF_8))).isTrue();
    for (String other : List.of("", "[]", "7", "{", "{}{}", "{\"a\":}", "{\"a\":[1}")) {
      assertThat(Json.isObject(other.getBytes(StandardCharsets.UTF_8))).as(other).isFalse();
    }
  }

  private static void assertMalformed(String text) {
    assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> Json.parse(text));
  }
}
