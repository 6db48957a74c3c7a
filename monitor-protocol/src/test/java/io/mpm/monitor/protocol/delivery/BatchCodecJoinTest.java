package io.mpm.monitor.protocol.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCodecJoinTest {

  @Test
  void join_sameTextAsEncode() {
    PublishedEvent one =
        new PublishedEvent("1", Instant.EPOCH, "stop", Json.object().put("a", "€"));
    PublishedEvent two = new PublishedEvent("2", Instant.EPOCH, "stop", Json.object());

    String joined =
        BatchCodec.join(
            "p\"q",
            Json.object(),
            List.of(Json.text(BatchCodec.encode(one)), Json.text(BatchCodec.encode(two))));

    assertThat(joined)
        .isEqualTo(Json.text(BatchCodec.encode(new Batch("p\"q", List.of(one, two)))));
  }

  @Test
  void join_countersStandInTheRoot() {
    String joined = BatchCodec.join("p", Json.object().put("seen", 7), List.of());

    assertThat(joined)
        .isEqualTo("{\"v\":1,\"producer\":\"p\",\"counters\":{\"seen\":7},\"events\":[]}");
  }
}
