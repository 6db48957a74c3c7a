package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.nio.file.Files;

/** No event is unaccounted for: what a proxy that has ended says of every file that it ever saw. */
final class Conservation {

  private Conservation() {}

  /**
   * Holds the record of the last proxy against the spool: it derives what waits from the rest, so
   * that is true only if so many files are there. More may be, which it had not seen yet.
   */
  static JsonNode assertHolds(MonitorHome home) throws Exception {
    JsonNode counters = Json.parse(Files.readAllBytes(home.proxyRecord())).path("counters");
    long waiting = counters.required("waiting").asLong();
    assertThat(counters.required("seen").asLong())
        .as("%s", counters)
        .isEqualTo(
            counters.required("delivered").asLong()
                + waiting
                + counters.required("dropped").asLong()
                + counters.required("set_aside").asLong());
    assertThat(waiting).as("%s", counters).isBetween(0L, SpoolStatus.of(home).waiting());
    return counters;
  }
}
