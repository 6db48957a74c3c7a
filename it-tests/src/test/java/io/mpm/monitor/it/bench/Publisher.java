package io.mpm.monitor.it.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Brings events to the daemon, batch after acknowledged batch. For one thread. */
final class Publisher {

  private static final int BATCHES_A_SECOND = 50;

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest.Builder request;
  private final Traffic traffic;
  private int published;

  Publisher(Installation mpm, Traffic traffic) {
    this.traffic = traffic;
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mpm.port() + "/api/v1/events"))
            .header("Authorization", "Bearer " + mpm.tokenOnDisk())
            .header("Content-Type", "application/json");
  }

  /** How many events the daemon has taken so far. */
  int published() {
    return published;
  }

  /**
   * So many events every second, and never more than a batch at once; slow rates come one by one.
   */
  void steadily(int perSecond, Duration howLong) {
    int batch = Math.max(1, perSecond / BATCHES_A_SECOND);
    new Pace(perSecond).keep(howLong, batch, () -> publish(batch));
  }

  private void publish(int events) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "bench");
    ArrayNode elements = batch.putArray("events");
    for (int i = 0; i < events; i++) {
      elements.add(traffic.next());
    }
    HttpRequest post =
        request.copy().POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(batch))).build();
    try {
      JsonNode ack = Json.parse(http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body());
      if (ack.path("accepted").asInt() != events) {
        throw new AssertionError("of %d events: %s".formatted(events, ack));
      }
      published += events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }
}
