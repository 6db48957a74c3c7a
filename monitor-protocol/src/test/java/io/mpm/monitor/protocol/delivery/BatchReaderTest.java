package io.mpm.monitor.protocol.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchCodec.Decoded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {

  private static final Instant AT = Instant.parse("2026-11-22T23:27:09Z");

  private static final String A = event("a", "1.10");
  private static final String B = event("b", "\"\\ud83d\\ude00 ]}\"");

  private static String event(String id, String value) {
    return "{\"id\":\"%s\",\"timestamp\":\"%s\",\"hook\":\"stop\",\"data\":{\"x\":%s}}"
        .formatted(id, AT, value);
  }

  private static BatchReader reader(String json) {
    return new BatchReader(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Decoded> rest(BatchReader reader) {
    List<Decoded> elements = new ArrayList<>();
    for (Decoded next = reader.next(); next != null; next = reader.next()) {
      elements.add(next);
    }
    return elements;
  }

  private static List<String> ids(BatchReader reader) {
    return rest(reader).stream().map(element -> ((Decoded.Event) element).event().id()).toList();
  }

  @Test
  void next_givesWhatWasEncoded() {
    PublishedEvent event = new PublishedEvent("x", AT, "pre-tool", Json.object().put("a", 1));
    String encoded = Json.text(BatchCodec.encode(event));
    BatchReader reader = reader(BatchCodec.join("p-1", Json.object(), List.of(encoded)));

    assertThat(rest(reader)).containsExactly(new Decoded.Event(event));
    assertThat(reader.problem()).isEmpty();
    assertThat(reader.envelope().path("producer").asText()).isEqualTo("p-1");
  }

  @Test
  void next_dataIsAsItWasWritten() {
    List<Decoded> elements = rest(reader("{\"events\":[" + A + "," + B + "]}"));

    assertThat(elements)
        .extracting(element -> Json.text(((Decoded.Event) element).event().data()))
        .containsExactly("{\"x\":1.10}", "{\"x\":\"😀 ]}\"}");
  }

  @Test
  void next_numberWithAHugeExponentIsAsItWasWritten() {
    BatchReader reader =
        reader(
            "{\"counters\":{\"n\":1e99999999999},\"events\":["
                + event("a", "1e-99999999999")
                + "]}");

    assertThat(rest(reader))
        .extracting(element -> Json.text(((Decoded.Event) element).event().data()))
        .containsExactly("{\"x\":1e-99999999999}");
    assertThat(Json.text(reader.envelope())).isEqualTo("{\"counters\":{\"n\":1e99999999999}}");
  }

  @Test
  void next_oneThatIsNoneDoesNotSpoilTheOthers() {
    BatchReader reader =
        reader(
            """
            {"events": [
              7,
              [{"id": "no"}],
              {"timestamp": "2026-11-22T23:27:09Z", "data": {}},
              {"id": "a", "timestamp": "yesterday", "data": {}},
              {"id": "b", "timestamp": "2026-11-22T23:27:09Z", "data": []},
              {"id": "c", "timestamp": "2026-11-22T23:27:09Z", "data": {}}
            ]}\
            """);

    assertThat(rest(reader))
        .containsExactly(
            new Decoded.Unusable("", "id is missing"),
            new Decoded.Unusable("", "id is missing"),
            new Decoded.Unusable("", "id is missing"),
            new Decoded.Unusable("a", "timestamp is no ISO-8601 instant"),
            new Decoded.Unusable("b", "data is no JSON object"),
            new Decoded.Event(new PublishedEvent("c", AT, "", Json.object())));
    assertThat(reader.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "null", "[{\"events\":[{\"id\":\"x\"}]}]"})
  void next_isNothingOfWhatIsNoObject(String json) {
    assertRefused(json, "a batch must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"v\":1,\"producer\":\"p\"}", "{\"more\":{\"events\":[{\"id\":\"x\"}]}}"})
  void next_isNothingWithoutEventsAndCounters(String json) {
    assertRefused(json, "events is missing: a batch has events, counters or both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "\"none\"", "{\"a\":{\"id\":\"x\",\"data\":{}}}"})
  void next_isNothingOfEventsThatAreNoArray(String events) {
    String json = "{\"counters\":{},\"events\":" + events + "}";
    assertRefused(json, "events must be an array: " + cut(events));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2", "0", "10", "1.0", "\"1\"", "null", "[1]", "{\"of\":[1,2,3,4,5,6,7]}"})
  void next_isNothingOfAnotherVersion_whereverItStands(String version) {
    String problem = "v must be 1 or left out: " + cut(version);
    assertRefused("{\"v\":" + version + ",\"events\":[" + A + "]}", problem);
    assertRefused("{\"events\":[" + A + "],\"counters\":{},\"v\":" + version + "}", problem);
  }

  private static void assertRefused(String json, String problem) {
    BatchReader reader = reader(json);

    assertThat(rest(reader)).isEmpty();
    assertThat(reader.problem()).hasValue(problem);
    assertThat(problem.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(123);
  }

  private static String cut(String value) {
    return value.length() <= 20 ? value : value.substring(0, 20) + "…";
  }

  @Test
  void problem_ofALongValue_hasRoomInAGoodbye() {
    BatchReader reader = reader("{\"events\":\"" + "\u20ac".repeat(1_000) + "\"}");

    assertThat(reader.next()).isNull();
    assertThat(reader.problem().orElseThrow().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(123);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":[]}",
        "{\"counters\":{}}",
        "{\"v\":1,\"events\":[]}",
        "{\"events\":[],\"v\":1}"
      })
  void next_isNothingWhereThereIsNone(String json) {
    BatchReader reader = reader(json);

    assertThat(rest(reader)).isEmpty();
    assertThat(reader.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"producer\":\"p\",\"counters\":{\"seen\":1},\"events\":[%s]}",
        "{\"events\":[%s],\"v\":1,\"counters\":{\"seen\":1},\"new\":[[]],\"producer\":\"p\"}"
      })
  void envelope_isKnownAtTheEnd_wherever_itStands(String json) {
    BatchReader reader = reader(json.formatted(A + "," + B));

    assertThat(ids(reader)).containsExactly("a", "b");
    assertThat(reader.envelope().path("producer").asText()).isEqualTo("p");
    assertThat(reader.envelope().path("counters").path("seen").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":[%s,",
        "{\"events\":[%s",
        "{\"events\":[%s}",
        "{\"events\":[%s]",
        "{\"events\":[%s,}]}",
        "{\"events\":[%s]}}",
        "{\"events\":[%s]} {}",
        "{\"events\":[%s]},7",
        "{\"events\":[%s]}x"
      })
  void next_endsWhereTheTextIsNoJson_andKeepsWhatStoodBefore(String json) {
    BatchReader reader = reader(json.formatted(A));

    assertThat(ids(reader)).containsExactly("a");
    assertThat(reader.problem()).hasValue("a batch must be JSON");
    assertThat(reader.next()).isNull();
  }

  @Test
  void next_endlessDepthIsNoJson() {
    BatchReader reader = reader("{\"events\":" + "[".repeat(1_000_000));

    assertThat(rest(reader)).isEmpty();
    assertThat(reader.problem()).hasValue("a batch must be JSON");
  }

  @Test
  void next_manyEmptyListsCostNoStack() {
    BatchReader reader = reader("{" + "\"events\":[],".repeat(100_000) + "\"events\":[" + A + "]}");

    assertThat(ids(reader)).containsExactly("a");
  }

  @Test
  void next_eventOfTooManyValues_isRefusedByItsId_andThoseAroundItAreGiven() {
    String many = event("many", "[" + "{\"y\":[]},".repeat(Json.MAX_EVENT_VALUES / 2) + "1]");
    String bare = "[" + "1,".repeat(Json.MAX_EVENT_VALUES) + "1]";
    List<Decoded> elements =
        rest(reader("{\"events\":[" + String.join(",", A, many, bare, B) + "]}"));

    assertThat(elements.get(1))
        .isEqualTo(new Decoded.Unusable("many", "more than 50000 values in one another"));
    assertThat(elements.get(2))
        .isEqualTo(new Decoded.Unusable("", "more than 50000 values in one another"));
    assertThat(elements).hasSize(4).last().isInstanceOf(Decoded.Event.class);
  }
}
