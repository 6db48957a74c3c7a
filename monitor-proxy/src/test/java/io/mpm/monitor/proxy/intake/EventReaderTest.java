package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchCodec.Decoded;
import io.mpm.monitor.protocol.delivery.BatchReader;
import io.mpm.monitor.protocol.redaction.CutMark;
import io.mpm.monitor.protocol.redaction.Redactor;
import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import io.mpm.monitor.protocol.redaction.Truncator;
import io.mpm.monitor.proxy.SpoolWriter;
import io.mpm.monitor.proxy.counters.AsideReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

  private static final Instant TIME = Instant.parse("2026-11-22T23:27:09.948933123Z");
  private static final ReadLimits SMALL = new ReadLimits(4096, 512, 256);

  @TempDir Path folder;
  private SpoolWriter writer;
  private SpoolFolder spool;

  @BeforeEach
  void makeSpool() throws IOException {
    writer = new SpoolWriter(folder);
    spool = new SpoolFolder(folder);
  }

  @Test
  void read_event() throws Exception {
    Reading.Complete complete = complete("{\"session_id\":\"s\",\"n\":1.10}\n");

    assertThat(complete.event().timestamp()).isEqualTo(TIME);
    assertThat(complete.event().hook()).isEqualTo("pre-tool");
    assertThat(complete.event().data().path("session_id").asText()).isEqualTo("s");
    assertThat(complete.text()).contains("\"n\":1.10");
    assertThat(complete.bytes()).isEqualTo(complete.text().length());
  }

  @Test
  void read_asDeepAsAnEventMayBe_isOneToTheDaemon() throws Exception {
    String deep = "{\"a\":".repeat(Json.MAX_EVENT_DEPTH) + "1" + "}".repeat(Json.MAX_EVENT_DEPTH);
    String batch = "{\"events\":[" + complete(deep).text() + "]}";

    Decoded element = new BatchReader(batch.getBytes(StandardCharsets.UTF_8)).next();

    assertThat(element).isInstanceOf(Decoded.Event.class);
  }

  @Test
  void read_moreValuesThanTheDaemonTakes_losesTheFieldThatHoldsThem() throws Exception {
    String many = "[" + "{},".repeat(Json.MAX_EVENT_VALUES) + "1]";

    Reading.Complete complete = complete("{\"session_id\":\"s\",\"tool_response\":" + many + "}");

    assertThat(complete.event().data().path("session_id").asText()).isEqualTo("s");
    assertThat(Json.text(complete.event().data().path("truncated")))
        .contains("\"omitted\":[\"tool_response\"]");
    assertThat(complete.asWritten()).isFalse();
  }

  @Test
  void read_twiceGivesTheSameId() throws Exception {
    assertThat(complete("{}").event().id()).isEqualTo(complete("{}").event().id());
  }

  @Test
  void read_beforeTheEpochIsTheEpoch() throws Exception {
    SpoolFile old = file("{}", Instant.parse("1960-01-01T00:00:00Z"));

    Reading reading = reader(UnaryOperator.identity()).read(old);

    assertThat(((Reading.Complete) reading).event().timestamp()).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":\"b",
        "{\"a\":{}",
        "{\"a\":tru}",
        "{} {}",
        "{\"a\":\"\\",
        "{\"a\":1}x"
      })
  void read_noJsonYet(String text) throws Exception {
    assertThat(read(text)).isInstanceOf(Reading.Incomplete.class);
  }

  @Test
  void read_changedSinceItWasLookedAt() throws Exception {
    SpoolFile seen = file("", TIME);
    Files.writeString(folder.resolve(seen.name().text()), "{}");

    assertThat(reader(UnaryOperator.identity()).read(seen)).isInstanceOf(Reading.Incomplete.class);
  }

  /** Cut three times over: as it is read, before it is examined, and to what may be sent. */
  @Test
  void p5_textLargerThanAnEvent_tellsItsFirstLength() throws Exception {
    int length = 20_800_000;
    SpoolFile file = file("{\"tool_response\":\"" + "x y ".repeat(length / 4) + "\"}", TIME);
    Sanitizer sanitizer = Sanitizer.withDefaults();

    Reading reading = new EventReader(spool, ReadLimits.defaults(), sanitizer::sanitize).read(file);

    Sanitized sanitized = ((Reading.Complete) reading).sanitized();
    String text = sanitized.data().path("tool_response").textValue();
    CutMark mark = CutMark.of(text).orElseThrow();
    assertThat(mark.total()).isEqualTo(length);
    assertThat(sanitized.truncation().charactersCut()).isEqualTo(length - mark.kept());
  }

  @Test
  void read_noEvent() throws Exception {
    assertThat(read("[]"))
        .isEqualTo(new Reading.Unusable(AsideReason.NO_EVENT, "is no JSON object"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 600, 6_000})
  void read_numberWithAHugeExponent(int extent) throws Exception {
    String many = "[" + "\"x\",".repeat(extent) + "\"y\"]";

    Reading.Complete complete = complete("{\"n\":1e99999999999,\"many\":" + many + "}");

    assertThat(complete.text()).contains("\"n\":1e99999999999");
  }

  @Test
  void read_gone() throws Exception {
    SpoolFile file = file("{}", TIME);
    Files.delete(folder.resolve(file.name().text()));

    assertThat(reader(UnaryOperator.identity()).read(file)).isEqualTo(new Reading.Gone());
  }

  @Test
  void read_longStringIsCutAndTheRestKept() throws Exception {
    Reading.Complete complete =
        complete(
            "{\"tool_input\":{\"file_path\":\"/a\",\"content\":\"" + "é".repeat(5000) + "\"}}");

    JsonNode input = complete.event().data().path("tool_input");
    assertThat(input.path("file_path").asText()).isEqualTo("/a");
    assertThat(input.path("content").asText())
        .startsWith("é".repeat(256))
        .endsWith("é…[truncated, 256 of 5000 characters]");
  }

  @Test
  void read_manyLongStringsLeaveTheSmallFields() throws Exception {
    String text = "{\"a\":\"" + "x".repeat(600) + "\"}";
    String many = (text + ",").repeat(20) + text;

    Reading.Complete complete =
        complete("{\"session_id\":\"s\",\"big\":[" + many + "],\"cwd\":\"/home\"}");

    JsonNode data = complete.event().data();
    assertThat(data.path("session_id").asText()).isEqualTo("s");
    assertThat(data.path("cwd").asText()).isEqualTo("/home");
    assertThat(data.has("big")).isFalse();
    assertThat(data.path("truncated").path("omitted").get(0).asText()).isEqualTo("big");
    assertThat(data.path("truncated").path("bytes").asInt()).isGreaterThan(10_000);
    assertThat(complete.bytes()).isLessThan(SMALL.eventBytes());
  }

  @Test
  void read_manySmallFieldsStayWithinTheLimit() throws Exception {
    StringBuilder json = new StringBuilder("{\"f0\":0");
    for (int i = 1; i < 5000; i++) {
      json.append(",\"f").append(i).append("\":").append(i);
    }

    Reading.Complete complete = complete(json.append('}').toString());

    assertThat(complete.bytes()).isLessThanOrEqualTo(SMALL.eventBytes());
    assertThat(complete.event().data().path("f0").asInt(-1)).isZero();
  }

  @Test
  void read_whatTheSanitizerElidesAsAWholeKeepsSmallFields() throws Exception {
    StringBuilder json =
        new StringBuilder("{\"session_id\":\"s\",\"stdout\":\"A_TOKEN=Zk3qLw8vT1p\"");
    for (int i = 0; i < 250; i++) {
      json.append(",\"k").append(i).append("\":{}");
    }
    Sanitizer sanitizer = new Sanitizer(Redactor.withDefaults(), new Truncator(256, 2048));

    Reading reading =
        new EventReader(spool, SMALL, sanitizer::sanitize)
            .read(file(json.append('}').toString(), TIME));

    Reading.Complete complete = (Reading.Complete) reading;
    assertThat(complete.event().data().path("session_id").asText()).isEqualTo("s");
    assertThat(complete.event().data().path("truncated").path("omitted")).isNotEmpty();
    assertThat(complete.text()).contains("[redacted:env]").doesNotContain("Zk3qLw8vT1p");
    assertThat(complete.asWritten()).isFalse();
    assertThat(sanitizer.apply(complete.event().data())).isEqualTo(complete.event().data());
  }

  @Test
  void read_longAndBroken() throws Exception {
    assertThat(read("{\"a\":\"" + "x".repeat(6000) + "\",}"))
        .isInstanceOf(Reading.Incomplete.class);
    assertThat(read("{\"a\":[" + "1,".repeat(6000) + "}")).isInstanceOf(Reading.Incomplete.class);
  }

  @Test
  void read_redactorComesFirst() throws Exception {
    UnaryOperator<JsonNode> redactor = data -> ((ObjectNode) data.deepCopy()).put("secret", "***");

    Reading reading = reader(redactor).read(file("{\"secret\":\"xyz\"}", TIME));

    assertThat(((Reading.Complete) reading).text()).contains("***").doesNotContain("xyz");
  }

  @Test
  void read_redactorThrowsNothingIsSent() throws Exception {
    UnaryOperator<JsonNode> redactor =
        data -> {
          throw new IllegalStateException(data.toString());
        };

    Reading reading = reader(redactor).read(file("{\"secret\":\"xyz\"}", TIME));

    assertThat(reading)
        .isEqualTo(
            new Reading.Unusable(
                AsideReason.UNREADABLE, "could not be redacted: IllegalStateException"));
  }

  @Test
  void read_redactorFillsTheStackNothingIsSent() throws Exception {
    UnaryOperator<JsonNode> redactor =
        data -> {
          throw new StackOverflowError(Json.text(data));
        };

    Reading reading = reader(redactor).read(file("{\"secret\":\"xyz\"}", TIME));

    assertThat(reading)
        .isEqualTo(
            new Reading.Unusable(
                AsideReason.UNREADABLE, "could not be redacted: StackOverflowError"));
  }

  @Test
  void read_whatCannotBeWrittenIsUnusable() throws Exception {
    UnaryOperator<JsonNode> redactor = data -> Json.object().putPOJO("no JSON", new Object());

    Reading reading = reader(redactor).read(file("{\"secret\":\"xyz\"}", TIME));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Unusable.class,
            unusable -> {
              assertThat(unusable.reason()).isEqualTo(AsideReason.UNREADABLE);
              assertThat(unusable.detail()).matches("could not be read: \\w+Exception");
            });
  }

  @Test
  void session_ofABrokenFile() throws Exception {
    EventReader reader = reader(UnaryOperator.identity());

    assertThat(reader.session(file("{\"a\":{\"session_id\":1},\"session_id\":\"s\",\"cut", TIME)))
        .isEqualTo("s");
    assertThat(reader.session(file("{\"a\":", TIME))).isEmpty();
    assertThat(reader.session(file("[]", TIME))).isEmpty();
  }

  private Reading.Complete complete(String json) throws Exception {
    Reading reading = read(json);
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    Reading.Complete complete = (Reading.Complete) reading;
    assertThat(Json.text(Json.parse(complete.text()).path("data")))
        .isEqualTo(Json.text(complete.event().data()));
    return complete;
  }

  private Reading read(String text) throws Exception {
    return reader(UnaryOperator.identity()).read(file(text, TIME));
  }

  private EventReader reader(UnaryOperator<JsonNode> redactor) {
    return new EventReader(spool, SMALL, data -> Sanitized.untouched(redactor.apply(data)));
  }

  private SpoolFile file(String text, Instant time) throws IOException {
    SpoolWriter.stamp(writer.file("pre-tool.1.x", text), time);
    return spool.look(SpoolName.parse("pre-tool.1.x").orElseThrow()).orElseThrow();
  }
}
