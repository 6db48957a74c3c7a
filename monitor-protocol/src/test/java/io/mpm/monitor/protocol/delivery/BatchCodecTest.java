package io.mpm.monitor.protocol.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCodecTest {

  private static final PublishedEvent EVENT =
      new PublishedEvent(
          "0198f0c2-6f3e-7b1a-9c55-3d2f0a7be111",
          Instant.parse("2026-11-22T23:27:09.948Z"),
          "pre-tool",
          Json.object().put("hook_event_name", "PreToolUse"));

  @Test
  void encode_hasTheShapeOfTheWire() {
    assertThat(Json.text(BatchCodec.encode(EVENT)))
        .isEqualTo(
            "{\"id\":\"0198f0c2-6f3e-7b1a-9c55-3d2f0a7be111\","
                + "\"timestamp\":\"2026-11-22T23:27:09.948Z\",\"hook\":\"pre-tool\","
                + "\"data\":{\"hook_event_name\":\"PreToolUse\"}}");
  }

  @Test
  void ack_survivesTheWire() {
    BatchAck ack = new BatchAck(3, 2, List.of(new Rejection("a", "data is no JSON object")));

    JsonNode wire = BatchCodec.encode(ack);

    assertThat(wire.path("rejected").intValue()).isEqualTo(1);
    assertThat(BatchCodec.decodeAck(wire)).isEqualTo(ack);
    assertThat(ack.total()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"accepted\":1}",
        "{\"accepted\":\"1\",\"duplicates\":0}",
        "{\"accepted\":1.5,\"duplicates\":0}",
        "{\"accepted\":-1,\"duplicates\":0}"
      })
  void decodeAck_refusesWhatIsNone(String wire) throws MalformedJsonException {
    JsonNode ack = Json.parse(wire);

    assertThatIllegalArgumentException().isThrownBy(() -> BatchCodec.decodeAck(ack));
  }
}
