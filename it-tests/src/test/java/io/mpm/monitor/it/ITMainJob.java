package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import io.mpm.monitor.it.rig.StockClient;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.event.EventKinds;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from the built distribution: hooks in, the same events out, in order, once. */
class ITMainJob {

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void install() {
    mpm = new Installation(temporary);
  }

  private void pipe(List<JsonNode> payloads) {
    for (JsonNode payload : payloads) {
      Installation.Finished hook =
          mpm.hook(payload.path("hook_event_name").asText(), Json.bytes(payload)).succeeded();
      assertThat(hook.out() + hook.err()).isEmpty();
    }
  }

  private static List<JsonNode> data(List<JsonNode> events) {
    return events.stream().map(event -> event.path("data")).toList();
  }

  @Test
  void eventsThatWaitForNobody_areFetchedByTheNextStart() throws Exception {
    mpm.hook(
            "stop", Json.bytes(Json.object().put("session_id", "s").put("hook_event_name", "Stop")))
        .succeeded();
    Path run = mpm.home().resolve("run");
    await()
        .until(
            () ->
                Files.exists(run.resolve("proxy.pid"))
                    && !Files.exists(run.resolve("proxy.starting")));
    await()
        .until(
            () -> {
              mpm.processes().forEach(ProcessHandle::destroyForcibly);
              return mpm.processes().isEmpty();
            });
    assertThat(mpm.spooled()).hasSize(1);

    mpm.monitord("start").succeeded();

    await().until(() -> mpm.status().path("events_stored").asInt() == 1);
  }

  @Test
  void recordedSession_reachesBothStockClientsInOrderOnce() throws Exception {
    assertThat(mpm.monitord("start").succeeded().out()).contains("http://127.0.0.1:" + mpm.port());
    String token = mpm.token();
    List<JsonNode> payloads = Recording.payloads("explore");
    List<JsonNode> javaHeard = new CopyOnWriteArrayList<>();
    Socket javaClient = javaClient(token, javaHeard);
    try (StockClient javaScriptClient = new StockClient(mpm, token);
        StockClient older = StockClient.ofClaudeMpm(mpm, token)) {
      await()
          .until(
              () ->
                  javaScriptClient.heard("welcome").size() == 1
                      && older.heard("welcome").size() == 1
                      && javaClient.connected());
      pipe(payloads);

      await().until(() -> javaScriptClient.heard("claude_event").size() >= payloads.size());
      await().until(() -> javaHeard.size() >= payloads.size());
      assertThat(data(javaScriptClient.heard("claude_event"))).isEqualTo(payloads);
      assertThat(data(javaHeard)).isEqualTo(payloads);
      await().until(() -> older.heard("claude_event").size() >= payloads.size());
      assertIsWhatClaudeMpmReads(data(older.heard("claude_event")), payloads);
      assertThat(javaHeard)
          .extracting(event -> event.path("type").asText())
          .isEqualTo(
              payloads.stream()
                  .map(payload -> payload.path("hook_event_name").asText())
                  .map(name -> EventKinds.ofHook(name).type())
                  .toList());
    } finally {
      javaClient.close();
    }

    JsonNode status = mpm.status();
    assertThat(status.path("running").asBoolean()).isTrue();
    assertThat(status.path("events_received").asInt()).isEqualTo(payloads.size());

    mpm.monitord("stop").succeeded();
    await().untilAsserted(() -> assertThat(mpm.processes()).isEmpty());
    assertThat(mpm.monitord("status").out()).contains("mpm-monitord stop");
  }

  /** All that the hooks said, and what claude-mpm's page looks for. */
  private static void assertIsWhatClaudeMpmReads(List<JsonNode> heard, List<JsonNode> payloads) {
    assertThat(heard).hasSameSizeAs(payloads);
    for (int i = 0; i < heard.size(); i++) {
      JsonNode data = heard.get(i);
      payloads
          .get(i)
          .properties()
          .forEach(said -> assertThat(data.path(said.getKey())).isEqualTo(said.getValue()));
      assertThat(data.path("working_directory")).isEqualTo(data.path("cwd"));
      if (data.path("hook_event_name").asText().equals("PreToolUse")) {
        assertThat(data.path("tool_parameters").path("param_keys")).isNotEmpty();
      }
    }
  }

  private Socket javaClient(String token, List<JsonNode> heard) {
    IO.Options options =
        IO.Options.builder()
            .setTransports(new String[] {"websocket"})
            .setAuth(Map.of("token", token, "v", String.valueOf(Protocol.VERSION)))
            .setForceNew(true)
            .build();
    Socket socket = IO.socket(URI.create("http://127.0.0.1:" + mpm.port()), options);
    socket.on("claude_event", arguments -> heard.add(parse(arguments[0].toString())));
    return socket.connect();
  }

  private static JsonNode parse(String json) {
    try {
      return Json.parse(json);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hooksBeforeTheDaemon_areShownWhenItStarts() {
    List<JsonNode> payloads = Recording.payloads("interactive");
    pipe(payloads);

    mpm.monitord("start").succeeded();
    await().until(() -> mpm.status().path("events_stored").asInt() == payloads.size());
    try (StockClient client = new StockClient(mpm, mpm.token())) {
      await().until(() -> client.heard("history").size() == 1);
      JsonNode history = client.heard("history").get(0);
      assertThat(history.path("events"))
          .extracting(event -> event.path("data"))
          .isEqualTo(payloads);
    }
  }

  @Test
  void daemonRestart_losesAndDoublesNothing() {
    List<JsonNode> payloads = Recording.payloads("explore");
    mpm.monitord("start").succeeded();
    try (StockClient client = new StockClient(mpm, mpm.token())) {
      await().until(() -> client.heard("welcome").size() == 1);
      pipe(payloads.subList(0, 12));
      await().until(() -> client.heard("claude_event").size() == 12);

      mpm.monitord("stop").succeeded();
      pipe(payloads.subList(12, 24));
      mpm.monitord("start").succeeded();
      await().until(() -> client.heard("welcome").size() == 2);
      pipe(payloads.subList(24, payloads.size()));

      await().until(() -> mpm.status().path("events_stored").asInt() == payloads.size() - 12);
    }
    try (StockClient late = new StockClient(mpm, mpm.token())) {
      await().until(() -> late.heard("history").size() == 1);
      assertThat(late.heard("history").get(0).path("events"))
          .extracting(event -> event.path("data"))
          .isEqualTo(payloads.subList(12, payloads.size()));
    }
  }

  @Test
  void demo_playsASessionThroughTheRealChain() {
    mpm.monitord("demo", "--no-open", "--speed", "20").succeeded();
    await()
        .until(
            () ->
                mpm.status().path("events_stored").asInt() == Recording.payloads("explore").size());
  }
}
