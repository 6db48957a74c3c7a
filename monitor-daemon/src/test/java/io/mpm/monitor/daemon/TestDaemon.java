package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.ingest.IngestCounters;
import io.mpm.monitor.daemon.store.Retention;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.Tokens;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real daemon on a free port, in this process. */
public final class TestDaemon implements AutoCloseable {

  private static final Path NO_PAGE = Path.of("no-such-folder");
  private static final Instant RECORDED_AT = Instant.parse("2026-11-22T23:00:00Z");

  private static final int MEMORY_MB = 128;

  private final AccessToken token = AccessToken.random();
  private final AccessToken producerToken = AccessToken.random();
  private final List<String> shutdownRequests = new CopyOnWriteArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Daemon daemon;

  private TestDaemon(
      Path dashboard,
      Optional<DaemonSettings.History> history,
      Optional<DaemonSettings.Usage> usage) {
    try {
      daemon =
          Daemon.start(
              new DaemonSettings(
                  DaemonSettings.Address.onLoopback(freePort()),
                  dashboard,
                  MEMORY_MB,
                  history,
                  RedactionSettings::defaults,
                  usage),
              new Tokens(token, producerToken),
              shutdownRequests::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestDaemon start() {
    return new TestDaemon(NO_PAGE, Optional.empty(), Optional.empty());
  }

  /** One that counts tokens. */
  public static TestDaemon startWithUsage(DaemonSettings.Usage usage) {
    return new TestDaemon(NO_PAGE, Optional.empty(), Optional.of(usage));
  }

  /** One that keeps events in that file. */
  public static TestDaemon startWithHistory(Path file) {
    Retention retention = new Retention(64 << 20, Duration.ofDays(1));
    return new TestDaemon(
        NO_PAGE, Optional.of(new DaemonSettings.History(file, retention)), Optional.empty());
  }

  public static TestDaemon startWithPage(Path dashboard) {
    return new TestDaemon(dashboard, Optional.empty(), Optional.empty());
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  public int port() {
    return daemon.port();
  }

  public String token() {
    return token.reveal();
  }

  /** Has the commands of that home take this one for their daemon. */
  public void recordIn(MonitorHome home) throws IOException {
    PrivateFiles.write(home.token(), token() + "\n");
    new DaemonRecord(ProcessIdentity.current(), port(), "0.1.0", Protocol.VERSION)
        .write(home.daemonRecord());
  }

  /** What may add events and read nothing. */
  public String producerToken() {
    return producerToken.reveal();
  }

  public List<String> shutdownRequests() {
    return shutdownRequests;
  }

  /** A client that has shown the token and has been welcomed. */
  public RawClient connect(String role) {
    RawClient client = RawClient.open(port(), "");
    client.send("40{\"token\":\"" + token() + "\",\"role\":\"" + role + "\",\"v\":1}");
    return client;
  }

  /** A request with the token. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .header("Authorization", "Bearer " + token());
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public JsonNode health() {
    try {
      return Json.parse(send(request("/health")).body());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  /** A {@code publish} packet with ack 1 that holds these events. */
  public static String publish(List<ObjectNode> events) {
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    ArrayNode array = batch.putArray("events");
    events.forEach(array::add);
    return "421[\"publish\"," + Json.text(batch) + "]";
  }

  /** A made-up event as a producer sends it. */
  public static ObjectNode event(String id, String session) {
    ObjectNode event = Json.object().put("id", id).put("timestamp", "2026-11-22T23:27:09.948Z");
    event.put("hook", "notification");
    event.putObject("data").put("hook_event_name", "Notification").put("session_id", session);
    return event;
  }

  /** The recorded payloads of a real session, as a producer sends them, at their own distances. */
  public static List<ObjectNode> recorded(String name) {
    List<ObjectNode> events = new ArrayList<>();
    try {
      Path file = Path.of("src/test/resources/fixtures", name + ".ndjson");
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        JsonNode recorded = Json.parse(line);
        ObjectNode event = event(name + "-" + events.size(), "");
        Instant at = RECORDED_AT.plusMillis(recorded.path("offset_ms").asLong());
        event.put("timestamp", at.toString()).put("hook", "");
        event.set("data", recorded.path("payload"));
        events.add(event);
      }
    } catch (IOException | MalformedJsonException e) {
      throw new AssertionError(e);
    }
    return events;
  }

  /** Whatever was done to it, its account of what it took in must hold. */
  @Override
  public void close() {
    IngestCounters counters = daemon.counters();
    daemon.close();
    assertThat(counters.received())
        .as("%s", counters)
        .isEqualTo(counters.stored() + counters.duplicates() + counters.rejected());
  }
}
