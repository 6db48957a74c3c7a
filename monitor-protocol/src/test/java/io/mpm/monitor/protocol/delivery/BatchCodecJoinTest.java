package io.mpm.monitor.protocol.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.codec.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCodecJoinTest {

  @Test
  void join_hasTheShapeOfTheWire() {
    String joined =
        BatchCodec.join("p\"q", Json.object(), List.of("{\"id\":\"€\"}", "{\"id\":\"2\"}"));

    assertThat(joined)
        .isEqualTo("{\"v\":1,\"producer\":\"p\\\"q\",\"events\":[{\"id\":\"€\"},{\"id\":\"2\"}]}");
  }

  @Test
  void join_countersStandInTheRoot() {
    String joined = BatchCodec.join("p", Json.object().put("seen", 7), List.of());

    assertThat(joined)
        .isEqualTo("{\"v\":1,\"producer\":\"p\",\"counters\":{\"seen\":7},\"events\":[]}");
  }
}
