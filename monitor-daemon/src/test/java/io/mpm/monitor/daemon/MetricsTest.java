package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of a real daemon agree with what was done to it. */
class MetricsTest {

  private TestDaemon daemon;

  @BeforeEach
  void start() {
    daemon = TestDaemon.start();
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private JsonNode figures() throws Exception {
    return Json.parse(daemon.send(daemon.request("/api/v1/metrics")).body()).path("figures");
  }

  private String metrics() {
    HttpResponse<String> answer = daemon.send(daemon.request("/metrics"));
    assertThat(answer.headers().firstValue("content-type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    return answer.body();
  }

  private void publish(ObjectNode batch) {
    HttpRequest.Builder request =
        daemon
            .request("/api/v1/events")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.text(batch)));
    assertThat(daemon.send(request).statusCode()).isEqualTo(200);
  }

  private static ObjectNode batch() {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "p-1");
    batch.putArray("events").add(TestDaemon.event("1", "s")).add(TestDaemon.event("1", "s")).add(7);
    ObjectNode counters = batch.putObject("counters");
    counters.put("seen", 10).put("delivered", 4).put("waiting", 3).put("dropped", 2);
    counters.put("set_aside", 1).putObject("breaker").put("open", 1);
    return batch;
  }

  @Test
  void events_receivedIsStoredPlusDuplicatesPlusRejected() throws Exception {
    publish(batch());

    JsonNode figures = figures();
    assertThat(figures.path("events.received").asLong()).isEqualTo(3);
    assertThat(figures.path("events.stored").asLong()).isEqualTo(1);
    assertThat(figures.path("events.duplicate").asLong()).isEqualTo(1);
    assertThat(figures.path("events.rejected").asLong()).isEqualTo(1);
    assertThat(figures.path("store.events").asLong()).isEqualTo(1);
    assertThat(figures.path("store.memory.bytes").asLong()).isPositive();
  }

  @Test
  void producer_itsEquationAndItsCircuit_areThere() throws Exception {
    publish(batch());

    assertThat(metrics().lines())
        .contains(
            "mpm_producer_counter{counter=\"seen\",producer=\"p-1\"} 10.0",
            "mpm_producer_counter{counter=\"delivered\",producer=\"p-1\"} 4.0",
            "mpm_producer_counter{counter=\"waiting\",producer=\"p-1\"} 3.0",
            "mpm_producer_counter{counter=\"dropped\",producer=\"p-1\"} 2.0",
            "mpm_producer_counter{counter=\"set_aside\",producer=\"p-1\"} 1.0",
            "mpm_producer_counter{counter=\"breaker.open\",producer=\"p-1\"} 1.0");
  }

  private static ObjectNode batchOf(String producer, String id, Instant when) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", producer);
    batch.putArray("events").add(TestDaemon.event(id, "s").put("timestamp", when.toString()));
    return batch;
  }

  @Test
  void latencies_ofWhatIsPlayedAgainOrOld_areNotCounted() {
    Instant now = Instant.now();
    publish(batchOf("replay", "1", now));
    publish(batchOf("p-1", "2", now.minus(Duration.ofHours(2))));
    publish(batchOf("p-1", "3", now));

    assertThat(metrics().lines())
        .contains(
            "mpm_events_stored_total 3.0",
            "mpm_event_latency_seconds_count{stage=\"hook_to_store\"} 1");
  }

  @Test
  void latencies_eachStageIsCounted() {
    try (RawClient client = daemon.connect("dashboard")) {
      await().until(() -> client.events("welcome").size() == 1);
      publish(batchOf("p-1", "1", Instant.now()));

      await().until(() -> client.liveIds().size() == 1);
      await()
          .untilAsserted(
              () ->
                  assertThat(metrics().lines())
                      .contains(
                          "mpm_event_latency_seconds_count{stage=\"hook_to_store\"} 1",
                          "mpm_event_latency_seconds_count{stage=\"store_to_client\"} 1"));
    }
  }

  @Test
  void refusals_areCountedByReason() throws Exception {
    HttpRequest.Builder stranger =
        daemon.request("/metrics").setHeader("Authorization", "Bearer x");
    assertThat(daemon.send(stranger).statusCode()).isEqualTo(401);
    try (RawClient client = RawClient.open(daemon.port(), "")) {
      client.send("40{\"token\":\"wrong\"}");
      await()
          .until(
              () -> figures().has("requests.refused{reason=\"a CONNECT that is unauthorized\"}"));
    }

    assertThat(figures().path("requests.refused{reason=\"the access token is wrong\"}").asLong())
        .isEqualTo(1);
  }

  @Test
  void packets_malformedOnes_areCounted() {
    try (RawClient client = daemon.connect("dashboard")) {
      client.send("9");
      await().untilAsserted(() -> assertThat(figures().path("packets.malformed").asLong()).isOne());
    }
  }

  @Test
  void clients_gapsAndConnections_areCounted() throws Exception {
    try (RawClient client = daemon.connect("dashboard")) {
      client.send("42[\"subscribe\",{\"since\":7,\"stream\":\"another\"}]");
      await().until(() -> client.events("gap").size() == 1);

      assertThat(figures().path("clients.gaps").asLong()).isEqualTo(1);
      assertThat(figures().path("clients.connected").asLong()).isEqualTo(1);
      assertThat(figures().path("connections.open").asLong()).isGreaterThan(1);
    }
  }

  @Test
  void memory_heapIsPartOfWhatIsResident() throws Exception {
    JsonNode figures = figures();

    assertThat(figures.path("memory.heap.used.bytes").asLong()).isPositive();
    if (figures.has("memory.resident.bytes")) {
      assertThat(figures.path("memory.resident.bytes").asLong()).isGreaterThan(10L << 20);
    }
    assertThat(List.of("memory.heap.committed.bytes", "memory.direct.bytes"))
        .allMatch(figures::has);
  }
}
