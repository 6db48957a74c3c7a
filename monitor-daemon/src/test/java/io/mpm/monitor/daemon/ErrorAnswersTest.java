package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered over HTTP when a session or a file is not to be had. */
class ErrorAnswersTest {

  private static final String EXPORT = "/api/v1/sessions/s/export";

  @TempDir private Path temporary;
  private TestDaemon daemon;
  private RawClient producer;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    Path folder = Files.createDirectory(temporary.toRealPath().resolve("app"));
    file = Files.writeString(folder.resolve("a.txt"), "0123456789");
    daemon = TestDaemon.start();
    producer = daemon.connect("producer");
    ObjectNode event = TestDaemon.event("1", "s");
    event.withObject("data").put("hook_event_name", "PreToolUse").put("cwd", folder.toString());
    event.withObject("data").putObject("tool_input").put("file_path", file.toString());
    producer.send(TestDaemon.publish(List.of(event)));
    await().until(() -> daemon.health().path("events_stored").asInt() == 1);
  }

  @AfterEach
  void stop() {
    producer.close();
    daemon.close();
  }

  private HttpResponse<String> get(String path) {
    return daemon.send(daemon.request(path));
  }

  private int statusWith(String token, String path) {
    return daemon
        .send(daemon.request(path).setHeader("Authorization", "Bearer " + token))
        .statusCode();
  }

  /** A failure in the shape that claude-mpm's clients know. */
  private static JsonNode failure(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    JsonNode body = Json.parse(answer.body());
    assertThat(body.path("success").asBoolean(true)).isFalse();
    assertThat(body.path("error").asText()).isNotEmpty();
    return body;
  }

  /** Why a parameter is refused, as these routes say it. */
  private String error(String path) throws Exception {
    JsonNode refusal = failure(get(path), 400);
    assertThat(refusal.path("suggestions").isArray()).isTrue();
    return refusal.path("error").asText();
  }

  @Test
  void export_ofNobodysSession_saysSo() {
    HttpResponse<String> answer = get("/api/v1/sessions/none/export");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no event of that session is held");
    assertThat(answer.headers().firstValue("content-disposition")).isEmpty();
  }

  @Test
  void export_ofAForgottenSession_isNotFound() {
    assertThat(get(EXPORT).statusCode()).isEqualTo(200);
    daemon.send(daemon.request("/api/v1/sessions/s").DELETE());
    assertThat(get(EXPORT).statusCode()).isEqualTo(404);
  }

  @Test
  void export_withAnotherMethod_isRefused() {
    assertThat(daemon.send(daemon.request(EXPORT).POST(BodyPublishers.noBody())).statusCode())
        .isEqualTo(405);
  }

  @Test
  void whatSessionsDid_isForTheOwnersTokenOnly() {
    for (String path :
        List.of(EXPORT, "/api/file-content?file_path=" + file, "/api/git-diff?file=" + file)) {
      assertThat(statusWith("wrong", path)).as(path).isEqualTo(401);
      assertThat(statusWith(daemon.producerToken(), path)).as(path).isIn(401, 403);
    }
  }

  @Test
  void fileContent_failures_haveTheirStatusAndReason() throws Exception {
    String ask = "/api/file-content?file_path=" + file;
    assertThat(get(ask).statusCode()).isEqualTo(200);
    assertThat(error("/api/file-content")).contains("file_path");
    for (String bad : List.of("0", "-1", "x", "1048577")) {
      assertThat(error(ask + "&max_size=" + bad)).contains("max_size", bad);
    }
    assertThat(get(ask + "&max_size=10").statusCode()).isEqualTo(200);
    failure(get(ask + "&max_size=9"), 413);
    failure(get("/api/file-content?file_path=" + temporary.toRealPath() + "/other"), 403);
    Files.write(file, new byte[] {'a', 0});
    failure(get(ask), 415);
    Files.delete(file);
    assertThat(failure(get(ask), 404).path("file_path").asText()).isEqualTo(file.toString());
  }

  @Test
  void gitDiff_failures_haveTheirStatusAndSuggestions() throws Exception {
    assertThat(error("/api/git-diff")).contains("file");
    assertThat(error("/api/git-diff?file=" + file + "&timestamp=now")).contains("timestamp", "now");
    JsonNode noRepository = failure(get("/api/git-diff?file=" + file), 404);
    assertThat(noRepository.path("suggestions")).isNotEmpty();
    assertThat(noRepository.path("error").asText()).isEqualTo("Not a git repository");
    failure(get("/api/git-diff?file=" + temporary.toRealPath() + "/other"), 403);
    Files.delete(file);
    failure(get("/api/git-diff?file=" + file), 404);
  }
}
