package io.mpm.monitor.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Listener;
import io.mpm.monitor.it.rig.StockClient;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that hooks hand over are nowhere: not on the disk, not on the wire, not in a log. */
class ITPrivacy {

  // Put together here, so that no file of this project holds one that a scanner would report.
  private static final String CLOUD = "AK" + "IA" + "QYLPMN5HFIQR7XYA";
  private static final String FORGE = "gh" + "p_" + "J8sK2mQ4vT6xZ0bN3cR5dF7gH9jL1pW8yU2e";
  private static final String OPTION = "hunter2-" + "k3Xw9ZqLr7Tn";
  private static final String URL_PART = "s3cr3t" + "PathWord81";
  private static final String KEY_LINE = "MIIEpAIBAAKCAQEA" + "7Vn2xkq0Zt5Rr8uYw3Lm";
  private static final String BEARER = "Zx81" + "kLmQ0pRtVw93bNcD72yHs5";
  private static final String FIELD = "correct-" + "battery-91-staple";
  private static final List<String> SECRETS =
      List.of(CLOUD, FORGE, OPTION, URL_PART, KEY_LINE, BEARER, FIELD);

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void install() {
    // Whoever looks for an error turns this on, and shows the log to others.
    mpm = new Installation(temporary, Map.of("MPM_MONITOR_DEBUG", "true"));
  }

  private static byte[] toolCall() {
    ObjectNode call =
        Json.object()
            .put("session_id", "private")
            .put("hook_event_name", "PostToolUse")
            .put("tool_name", "Bash");
    call.putObject("tool_input")
        .put(
            "command",
            "aws configure set aws_access_key_id " + CLOUD + "; ship --password " + OPTION)
        .put("password", FIELD);
    call.putObject("tool_response")
        .put("stdout", "origin https://bot:" + URL_PART + "@git.example.com/x.git")
        .put("stderr", "> Authorization: Bearer " + BEARER)
        .put("json", Json.text(Json.object().put("env", "GITHUB_TOKEN=" + FORGE)))
        .put(
            "key",
            "-----BEGIN RSA PRIV"
                + "ATE KEY-----\n"
                + KEY_LINE
                + "\n-----END RSA PRIV"
                + "ATE KEY-----");
    return Json.bytes(call);
  }

  private static byte[] prompt() {
    return Json.bytes(
        Json.object()
            .put("session_id", "private")
            .put("hook_event_name", "UserPromptSubmit")
            .put("prompt", "export GITHUB_TOKEN=" + FORGE + "\nnow push it"));
  }

  private static void assertSilentOn(String what, String text) {
    for (String secret : SECRETS) {
      // Neither the text nor the secret may get into a report.
      assertThat(text.contains(secret)).as("%s holds …%s", what, secret.substring(12)).isFalse();
    }
  }

  private String homeText() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(mpm.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(file.getFileName()).append('\n').append(text(file)).append('\n');
      }
    }
    return text.toString();
  }

  private static String text(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  @Test
  void r1_secretsThroughHooks_areNowhere() throws Exception {
    mpm.hook("post-tool", toolCall()).succeeded();
    mpm.hook("user-prompt", prompt()).succeeded();
    mpm.hook("stop", ("[\"" + CLOUD + "\"]").getBytes(UTF_8)).succeeded();
    mpm.hook("stop", ("{\"torn\":\"" + FORGE).getBytes(UTF_8)).succeeded();
    await()
        .ignoreException(UncheckedIOException.class)
        .untilAsserted(() -> assertSilentOn("the home, seconds later,", homeText()));

    mpm.monitord("start").succeeded();
    try (Listener page = new Listener(mpm, mpm.tokenOnDisk());
        StockClient stock = StockClient.ofClaudeMpm(mpm, mpm.tokenOnDisk())) {
      await().until(() -> page.count() == 2);
      assertThat(post(toolCall())).isEqualTo(204);
      mpm.hook("post-tool", toolCall()).succeeded();
      await().until(() -> page.count() == 4);
      await().until(() -> !stock.heard("history").isEmpty());

      assertThat(page.folded().toString()).contains("[redacted:", "now push it");
      assertSilentOn("what a page is shown", page.folded().toString());
      assertSilentOn("the history", stock.heard("history").toString());
      assertSilentOn("what a stock client is shown", stock.heard("claude_event").toString());
    }
    assertSilentOn("the status", mpm.health().toString());
    assertSilentOn("the daemon's log", mpm.monitord("logs").out());
    assertSilentOn("what mpm-hook says", mpm.hook("status", new byte[0]).out());
    mpm.monitord("stop").succeeded();
    assertSilentOn("the home, afterwards,", homeText());
  }

  @Test
  void r9_secretsThroughHooks_areInNoReport() throws Exception {
    mpm.monitord("start").succeeded();
    mpm.hook("post-tool", toolCall()).succeeded();
    mpm.hook("stop", ("{\"torn\":\"" + FORGE).getBytes(UTF_8)).succeeded();
    assertThat(post(toolCall())).isEqualTo(204);
    await().until(() -> mpm.health().path("events_received").asInt() == 2);
    Path report = temporary.resolve("report.txt");

    mpm.monitord("bundle", report.toString()).succeeded();

    String text = Files.readString(report);
    assertThat(text).contains("=== doctor.txt", "=== logs/daemon.0.log", "=== logs/proxy.0.log");
    assertSilentOn("the report", text);
    assertThat(text).doesNotContain(mpm.tokenOnDisk(), "> Authorization", "aws configure");
  }

  private int post(byte[] payload) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mpm.port() + "/hooks/post-tool"))
            .header("Authorization", "Bearer " + mpm.tokenOnDisk())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
