package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.it.rig.SmallDisk;
import io.mpm.monitor.protocol.codec.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history whose disk fills up and is freed again. */
class ITFullDisk {

  private static final int MEGABYTES = 16;

  @TempDir private Path temporary;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void d16_diskFillsUpAndIsFreed_everythingIsInTheHistoryOnce() throws Exception {
    Path folder = temporary.resolve("disk");
    Optional<SmallDisk> mounted = SmallDisk.mount(folder, MEGABYTES);
    try (SmallDisk disk = Needs.one(mounted, "a small disk cannot be mounted here; see above");
        Installation mpm = new Installation(folder, Map.of("MPM_MONITOR_HISTORY", "true"))) {
      mpm.monitord("start").succeeded();
      assertThat(ack(mpm, batch(0, 20)).path("accepted").asInt()).isEqualTo(20);

      disk.fill();
      CompletableFuture<HttpResponse<byte[]>> unanswered = publish(mpm, batch(20, 320));
      awaitStatus(mpm, "degraded");
      assertThat(post(mpm, "/hooks/stop", hook()).get().statusCode()).isEqualTo(503);
      assertThat(unanswered).isNotDone();
      disk.free();
      awaitStatus(mpm, "healthy");

      JsonNode again = ack(mpm, batch(20, 320));
      assertThat(again.path("duplicates").asInt()).as("%s", again).isEqualTo(300);
      List<JsonNode> held = mpm.held();
      assertNumbered(held, 321);
      assertThat(ids(held)).startsWith(names(0, 320)).doesNotHaveDuplicates();
      mpm.monitord("restart").succeeded();
      assertThat(mpm.held()).isEqualTo(held);

      disk.fill();
      publish(mpm, batch(320, 620));
      awaitStatus(mpm, "degraded");
      assertThat(mpm.monitord("stop").succeeded().out()).isEqualTo("mpm-monitord has ended\n");
      disk.free();
      mpm.monitord("start").succeeded();
      assertThat(mpm.held()).isEqualTo(held);
    }
  }

  private static void awaitStatus(Installation mpm, String status) {
    await().until(() -> mpm.health().path("status").asText().equals(status));
  }

  private static ObjectNode batch(int from, int to) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    for (int i = from; i < to; i++) {
      ObjectNode event = batch.withArray("events").addObject();
      event.put("id", name(i)).put("timestamp", "2026-11-22T23:27:09.948Z").put("hook", "stop");
      event.putObject("data").put("session_id", "s").put("text", i + " words ".repeat(100));
    }
    return batch;
  }

  private static ObjectNode hook() {
    return Json.object().put("session_id", "s").put("text", "a word ".repeat(1_000));
  }

  private static String name(int number) {
    return "event-" + number;
  }

  private static String[] names(int from, int to) {
    return IntStream.range(from, to).mapToObj(ITFullDisk::name).toArray(String[]::new);
  }

  private static List<String> ids(List<JsonNode> events) {
    return events.stream().map(event -> event.path("id").asText()).toList();
  }

  private static void assertNumbered(List<JsonNode> events, int last) {
    assertThat(events.stream().map(event -> event.path("seq").asInt()))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
  }

  private JsonNode ack(Installation mpm, ObjectNode batch) throws Exception {
    return Json.parse(publish(mpm, batch).get().body());
  }

  private CompletableFuture<HttpResponse<byte[]>> publish(Installation mpm, ObjectNode batch) {
    return post(mpm, "/api/v1/events", batch);
  }

  private CompletableFuture<HttpResponse<byte[]>> post(
      Installation mpm, String path, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mpm.port() + path))
            .header("Authorization", "Bearer " + mpm.tokenOnDisk())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
