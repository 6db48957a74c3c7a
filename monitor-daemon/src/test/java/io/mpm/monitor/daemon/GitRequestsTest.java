package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon says about real repositories. */
class GitRequestsTest {

  @TempDir Path temp;

  private TestDaemon daemon;
  private RawClient dashboard;
  private Path repository;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    temp = temp.toRealPath();
    repository = Files.createDirectory(temp.resolve("app"));
    file = Files.writeString(repository.resolve("a.txt"), "one\n");
    git("init", "--quiet", "--initial-branch=topic");
    git("config", "user.email", "dev@example.org");
    git("config", "user.name", "dev");
    git("add", "a.txt");
    git("commit", "--quiet", "-m", "first");
    daemon = TestDaemon.start();
    dashboard = daemon.connect("dashboard");
    saw(repository, file);
  }

  @AfterEach
  void stop() {
    dashboard.close();
    daemon.close();
  }

  private void git(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).directory(repository.toFile()).inheritIO().start();
    assertThat(process.waitFor()).as(line.toString()).isZero();
  }

  private void saw(Path cwd, Path path) {
    try (RawClient producer = daemon.connect("producer")) {
      int before = daemon.health().path("events_stored").asInt();
      ObjectNode event = TestDaemon.event(cwd + " " + path, cwd.toString());
      event.withObject("data").put("hook_event_name", "PreToolUse").put("cwd", cwd.toString());
      event.withObject("data").putObject("tool_input").put("file_path", path.toString());
      producer.send(TestDaemon.publish(List.of(event)));
      await().until(() -> daemon.health().path("events_stored").asInt() > before);
    }
  }

  private JsonNode ask(String request, String payload, String response) {
    int before = dashboard.events(response).size();
    dashboard.send("42[\"" + request + "\"," + payload + "]");
    await().until(() -> dashboard.events(response).size() > before);
    return dashboard.events(response).get(before);
  }

  private String payload(Path path) {
    return Json.text(
        Json.object().put("file_path", path.toString()).put("working_dir", repository.toString()));
  }

  private JsonNode diff(String more) throws Exception {
    HttpResponse<String> answer =
        daemon.send(
            daemon.request("/api/git-diff?file=" + file + "&working_dir=" + repository + more));
    return Json.parse(answer.body());
  }

  @Test
  void branch_inTheSeedsShape() throws Exception {
    String folder = "\"" + repository + "\"";
    assertThat(ask("get_git_branch", folder, "git_branch_response"))
        .isEqualTo(
            Json.parse(
                "{\"success\":true,\"working_dir\":%s,\"original_working_dir\":%s,\"branch\":\"topic\"}"
                    .formatted(folder, folder)));
    git("checkout", "--quiet", "--detach");
    assertThat(ask("get_git_branch", folder, "git_branch_response").path("branch").asText())
        .isEqualTo("HEAD");
  }

  @Test
  void branch_noRepository_isSaid() throws Exception {
    Path plain = Files.createDirectory(temp.resolve("plain"));
    saw(plain, plain.resolve("x"));
    JsonNode answer = ask("get_git_branch", "\"" + plain + "\"", "git_branch_response");
    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("error").asText()).isEqualTo("Not a git repository");
  }

  @Test
  void tracked_andStatus() throws Exception {
    JsonNode tracked = ask("check_file_tracked", payload(file), "file_tracked_response");
    assertThat(tracked.path("success").asBoolean()).isTrue();
    assertThat(tracked.path("is_tracked").asBoolean()).isTrue();
    JsonNode clean = ask("check_git_status", payload(file), "git_status_response");
    assertThat(clean.path("has_changes").asBoolean(true)).isFalse();

    Path fresh = Files.writeString(repository.resolve("--help"), "x");
    saw(repository, fresh);
    JsonNode status = ask("check_git_status", payload(fresh), "git_status_response");
    assertThat(status.path("is_tracked").asBoolean(true)).isFalse();
    assertThat(status.path("has_changes").asBoolean()).isTrue();
  }

  @Test
  void diff_ofWhatIsCommittedStagedAndNot() throws Exception {
    assertThat(diff("").path("method").asText()).isEqualTo("latest_commit");
    assertThat(diff("").path("diff").asText()).contains("+one");
    assertThat(diff("").path("commit_hash").asText()).hasSize(40);

    Files.writeString(file, "one\ntwo\n");
    assertThat(diff("").path("method").asText()).isEqualTo("unstaged_changes");
    assertThat(diff("").path("diff").asText()).contains("+two");
    git("add", "a.txt");
    assertThat(diff("").path("method").asText()).isEqualTo("staged_changes");
    Files.writeString(file, "one\ntwo\nthree\n");
    assertThat(diff("").path("method").asText()).isEqualTo("working_directory");
    assertThat(diff("").path("diff").asText()).contains("+two", "+three");

    assertThat(diff("&timestamp=2001-01-01T00:00:00Z").path("method").asText())
        .isEqualTo("timestamp_based");
    // As claude-mpm's hooks write it.
    JsonNode local = diff("&timestamp=2001-01-01T00:00:00.123456");
    assertThat(local.path("method").asText()).isEqualTo("timestamp_based");
    assertThat(local.path("timestamp").asText())
        .isEqualTo(
            LocalDateTime.parse("2001-01-01T00:00:00.123456")
                .atZone(ZoneId.systemDefault())
                .toInstant()
                .toString());
  }

  @Test
  void diff_badTimestamp_isNamed() {
    HttpResponse<String> answer =
        daemon.send(daemon.request("/api/git-diff?file=" + file + "&timestamp=yesterday"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("timestamp must be an instant", "yesterday");
  }

  @Test
  void diff_nothingKnown_hasSuggestions() throws Exception {
    Path fresh = Files.writeString(repository.resolve("fresh.txt"), "x");
    saw(repository, fresh);
    JsonNode answer = Json.parse(daemon.send(daemon.request("/api/git-diff?file=" + fresh)).body());
    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("suggestions")).isNotEmpty();
    assertThat(answer.path("error").asText()).isEqualTo("Git does not track this file yet");
  }

  @Test
  void programsOfTheRepository_areNotStarted() throws Exception {
    Path trap = temp.resolve("trapped");
    Path script = Files.writeString(temp.resolve("trap"), "#!/bin/sh\ntouch '" + trap + "'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Files.copy(script, repository.resolve(".git/hooks/post-checkout"));
    for (String key :
        List.of(
            "core.fsmonitor",
            "core.pager",
            "diff.external",
            "diff.x.textconv",
            "diff.x.command",
            "core.sshCommand",
            "core.editor")) {
      git("config", key, script.toString());
    }
    Files.writeString(repository.resolve(".gitattributes"), "*.txt diff=x\n");
    Files.writeString(file, "changed\n");

    assertThat(diff("").path("diff").asText()).contains("+changed");
    assertThat(diff("&timestamp=2001-01-01T00:00:00Z").path("success").asBoolean()).isTrue();
    ask("check_git_status", payload(file), "git_status_response");
    ask("get_git_branch", "\"" + repository + "\"", "git_branch_response");

    assertThat(trap).doesNotExist();
  }

  @Test
  void gitAdd_isOffAndSaysSo() throws Exception {
    Path fresh = Files.writeString(repository.resolve("fresh.txt"), "x");
    JsonNode answer = ask("git_add_file", payload(fresh), "git_add_response");
    assertThat(answer.path("success").asBoolean(true)).isFalse();
    assertThat(answer.path("error").asText()).contains("git add is off");
    JsonNode tracked = ask("check_file_tracked", payload(file), "file_tracked_response");
    assertThat(tracked.path("is_tracked").asBoolean()).isTrue();
  }

  @Test
  void repositorysOwnPrograms_areNotRun() throws Exception {
    Path ran = temp.resolve("ran");
    Path script =
        Files.writeString(temp.resolve("attack"), "#!/bin/sh\ntouch '" + ran + "'\ncat\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    for (String key :
        List.of(
            "filter.x.clean",
            "filter.x.smudge",
            "filter.x.process",
            "filter.a.b c.clean",
            "diff.x.textconv",
            "diff.x.command",
            "diff.external",
            "core.fsmonitor",
            "core.pager",
            "gpg.program")) {
      git("config", key, script.toString());
    }
    git("config", "filter.x.required", "true");
    git("config", "log.showSignature", "true");
    Files.writeString(repository.resolve(".gitattributes"), "* filter=x diff=x\n");
    Files.writeString(file, "two\n");

    assertThat(diff("").path("diff").asText()).contains("+two");
    assertThat(
            ask("check_git_status", payload(file), "git_status_response")
                .path("has_changes")
                .asBoolean())
        .isTrue();
    diff("&timestamp=2020-01-01T00:00:00Z");
    ask("check_file_tracked", payload(file), "file_tracked_response");

    assertThat(ran).doesNotExist();
    // The attack is one: git itself, asked without care, runs it.
    git("config", "--unset", "filter.x.process");
    git("config", "--unset", "core.fsmonitor");
    git("status", "--porcelain");
    assertThat(ran).exists();
  }

  @Test
  void filterOfAnUnspeakableName_isRefused() throws Exception {
    git("config", "filter.a=b.clean", "cat");

    assertThat(diff("").path("error").asText()).contains("filters cannot be switched off");
  }
}
