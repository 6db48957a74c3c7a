package io.mpm.monitor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.RawClient;
import io.mpm.monitor.daemon.RawHttp;
import io.mpm.monitor.daemon.TestDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The accounts of sessions, as a real daemon serves them. */
class AccountRoutesTest {

  private static final String SESSION = "cbca1fbd-fa5e-4cd7-82b5-8236145a7e09";
  private static final String ROOT = "/api/v1/sessions";

  private final TestDaemon daemon = TestDaemon.start();

  @BeforeEach
  void takeInRecordedSessions() {
    try (RawClient producer = daemon.connect("producer")) {
      producer.send(TestDaemon.publish(TestDaemon.recorded("explore")));
      producer.send(TestDaemon.publish(TestDaemon.recorded("interactive")));
      await().until(() -> daemon.health().path("events_stored").asInt() == 52);
    }
  }

  @AfterEach
  void stop() {
    daemon.close();
  }

  private JsonNode get(String path) {
    var answer = daemon.send(daemon.request(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return Json.parse(answer.body());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sessions_areListedWithTheirStates() {
    JsonNode sessions = get(ROOT).path("sessions");
    assertThat(sessions).hasSize(2);
    assertThat(sessions.path(0).path("session_id").asText()).isEqualTo(SESSION);
    assertThat(sessions.path(0).path("title").asText()).isEqualTo("please explore the project");
    assertThat(sessions.path(0).path("state").asText()).isEqualTo("gone");
    assertThat(sessions.path(0).path("calls").path("total").asInt()).isEqualTo(11);
    assertThat(sessions.path(0).path("calls").path("failed").asInt()).isEqualTo(4);
    assertThat(sessions.path(1).path("model").asText()).isEqualTo("claude-opus-4-8[1m]");
    assertThat(get(ROOT + "/" + SESSION)).isEqualTo(sessions.path(0));
  }

  @Test
  void parts_areServed() {
    JsonNode tools = get(ROOT + "/" + SESSION + "/tools").path("tools");
    assertThat(tools).hasSize(11);
    assertThat(tools.path(1).path("call_id").asText()).isEqualTo("toolu_1_2");
    assertThat(tools.path(1).path("status").asText()).isEqualTo("ok");
    assertThat(tools.path(1).path("duration_ms").asInt()).isEqualTo(18);
    assertThat(tools.path(1).path("agent_id").asText()).isEqualTo("main");
    assertThat(get(ROOT + "/" + SESSION + "/agents").path("agents")).hasSize(1);
    JsonNode files = get(ROOT + "/" + SESSION + "/files").path("files");
    assertThat(files).hasSize(4);
    assertThat(files.path(1).path("operations").path(1).path("op").asText()).isEqualTo("edit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/none", "/none/tools", "/" + SESSION + "/secrets", "/a/b/c", "/%2f", "/"})
  void unknown_isNotFound(String path) {
    HttpRequest.Builder request = daemon.request(ROOT);
    request.uri(URI.create("http://127.0.0.1:" + daemon.port() + ROOT + path));
    assertThat(daemon.send(request).statusCode()).isEqualTo(404);
  }

  @Test
  void brokenEncoding_isNoValidRequest() {
    String answer =
        RawHttp.get(
            daemon.port(),
            ROOT + "/%zz/tools",
            "Host: 127.0.0.1:" + daemon.port(),
            "Authorization: Bearer " + daemon.token());
    assertThat(RawHttp.status(answer)).isEqualTo(400);
  }

  @Test
  void withoutToken_isRefused() {
    for (String path : new String[] {ROOT, ROOT + "/" + SESSION + "/tools"}) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + daemon.port() + path));
      assertThat(daemon.send(request).statusCode()).isEqualTo(401);
    }
  }
}
