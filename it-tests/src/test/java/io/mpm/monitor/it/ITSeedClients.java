package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.it.rig.Commands;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs made for claude-mpm's server: stock clients in Python and in JavaScript that use every
 * name and shape of it, with the token as their only change.
 */
class ITSeedClients {

  /** Debian's modules belong to Debian's Python, whichever other one comes first on the path. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final Path JS = Path.of(System.getProperty("mpm.js"));
  private static final Path PY = Path.of(System.getProperty("mpm.py"));

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;
  private Path folder;
  private Path file;

  @BeforeEach
  void install() throws IOException {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
    folder = Files.createDirectory(temporary.toRealPath().resolve("acme"));
    file = folder.resolve("README.md");
    Files.writeString(file, "one\n");
    git("init", "-q", "-b", "main");
    git("add", "README.md");
    git("-c", "user.name=Dev", "-c", "user.email=dev@acme.example", "commit", "-qm", "Begin");
    Files.writeString(file, "one\ntwo\n");
  }

  private void git(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    Commands.must(command.toArray(String[]::new));
  }

  /** Everything that a program prints, which must end well. */
  private String run(Path where, String... command) throws IOException, InterruptedException {
    Process program = mpm.start(where, List.of(command));
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).as(said).isZero();
    return said;
  }

  private static boolean pythonCanImport(String module) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      System.out.println("no test with python-socketio: there is no " + PYTHON);
      return false;
    }
    Process python = new ProcessBuilder(PYTHON, "-c", "import " + module).start();
    boolean found = python.waitFor() == 0;
    if (!found) {
      System.out.println("no test with python-socketio: " + PYTHON + " cannot import " + module);
    }
    return found;
  }

  @Test
  void pythonClient_everyNameAndShape() throws Exception {
    Needs.that(pythonCanImport("socketio, websocket"), "python-socketio is not here; see above");

    assertHeardAll(
        run(
            PY,
            PYTHON,
            "seed_client.py",
            Integer.toString(mpm.port()),
            mpm.token(),
            folder.toString(),
            file.toString()));
  }

  @Test
  void javaScriptClient_everyNameAndShape() throws Exception {
    assertHeardAll(
        run(
            JS,
            "node",
            "seed-client.mjs",
            Integer.toString(mpm.port()),
            mpm.token(),
            folder.toString(),
            file.toString()));
  }

  private record Heard(List<JsonNode> lines) {

    static Heard of(String said) throws MalformedJsonException {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : said.lines().toList()) {
        lines.add(Json.parse(line));
      }
      return new Heard(lines);
    }

    List<JsonNode> all(String event) {
      return lines.stream()
          .filter(line -> line.path("event").asText().equals(event))
          .map(line -> line.path("payload"))
          .toList();
    }

    JsonNode one(String event) {
      assertThat(all(event)).as(event).hasSize(1);
      return all(event).get(0);
    }
  }

  private void assertHeardAll(String said) throws MalformedJsonException {
    Heard heard = Heard.of(said);

    assertGreeting(heard);
    assertEvents(heard);
    assertFiles(heard);
    assertHttp(heard);
  }

  private static void assertGreeting(Heard heard) {
    assertThat(heard.all("status")).hasSize(2);
    for (JsonNode status : heard.all("status")) {
      assertThat(status.path("server").asText()).isNotEmpty();
      assertThat(status.path("timestamp").asText()).endsWith("Z");
      assertThat(status.path("clients_connected").asInt()).isPositive();
      assertThat(status.has("session_id")).isTrue();
      assertThat(status.path("claude_status").asText()).isNotEmpty();
      assertThat(status.has("claude_pid")).isTrue();
      assertThat(status.path("server_version").asText()).isNotEmpty();
      assertThat(status.path("client_id").asText()).isNotEmpty();
    }
    JsonNode welcome = heard.one("welcome");
    assertThat(welcome.path("message").asText()).isNotEmpty();
    assertThat(welcome.path("client_id").asText()).isNotEmpty();
    assertThat(welcome.path("server_time").asText()).endsWith("Z");
    assertThat(heard.one("subscribed").path("channels").path(0).asText()).isEqualTo("*");
  }

  private void assertEvents(Heard heard) {
    List<JsonNode> events = heard.all("claude_event");
    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly("hook.pre_tool", "hook.post_tool");
    JsonNode data = events.get(0).path("data");
    assertThat(data.path("tool_parameters").path("file_path").asText()).isEqualTo(file.toString());
    assertThat(data.path("working_directory").asText()).isEqualTo(folder.toString());

    List<JsonNode> histories = heard.all("history");
    assertThat(histories).hasSize(2);
    assertThat(histories.get(0).path("count").asInt()).isEqualTo(1);
    assertThat(histories.get(0).path("events").path(0)).isEqualTo(events.get(0));
    assertThat(histories.get(1).path("count").asInt()).isEqualTo(2);
    assertThat(histories.get(1).path("events").path(1)).isEqualTo(events.get(1));
    assertThat(histories.get(1).path("total_available").asInt()).isEqualTo(2);
  }

  private void assertFiles(Heard heard) {
    JsonNode content = heard.one("file_content_response");
    assertThat(content.path("success").asBoolean()).as("%s", content).isTrue();
    assertThat(content.path("file_path").asText()).isEqualTo(file.toString());
    assertThat(content.path("content").asText()).isEqualTo("one\ntwo\n");
    assertThat(content.path("extension").asText()).isEqualTo(".md");
    assertThat(content.path("encoding").asText()).isEqualTo("utf-8");
    assertThat(heard.one("git_branch_response").path("branch").asText()).isEqualTo("main");
    assertThat(heard.one("file_tracked_response").path("is_tracked").asBoolean()).isTrue();
    assertThat(heard.one("git_status_response").path("success").asBoolean()).isTrue();
    JsonNode added = heard.one("git_add_response");
    assertThat(added.path("success").asBoolean(true)).isFalse();
    assertThat(added.path("error").asText()).contains("git add is off");
  }

  private static void assertHttp(Heard heard) {
    assertThat(heard.one("/health").path("status").asText()).isEqualTo("healthy");
    JsonNode health = heard.one("/status");
    for (String field : List.of("server", "timestamp", "port", "host", "clients_connected")) {
      assertThat(health.has(field)).as(field).isTrue();
    }
    JsonNode diff = heard.one("/api/git-diff");
    assertThat(diff.path("success").asBoolean()).as("%s", diff).isTrue();
    assertThat(diff.path("diff").asText()).contains("+two");
    assertThat(diff.path("method").asText()).isNotEmpty();
    List<JsonNode> contents = heard.all("/api/file-content");
    assertThat(contents.get(0).path("content").asText()).isEqualTo("one\ntwo\n");
    assertThat(contents.get(1).path("status").asInt()).isEqualTo(401);
  }

  @Test
  void clientThatPolls_isToldHowToConnect() throws Exception {
    String said = run(JS, "node", "poll.mjs", Integer.toString(mpm.port()), mpm.token());

    assertThat(said).contains("transports: [\\\"websocket\\\"]");
  }
}
