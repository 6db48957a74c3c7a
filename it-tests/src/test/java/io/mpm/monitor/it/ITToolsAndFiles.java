package io.mpm.monitor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was called and what became of the files, in a real browser over the real daemon. */
class ITToolsAndFiles {

  /** Where the recorded sessions worked. */
  private static final String RECORDED = "/home/dev/acme";

  @TempDir private Path temporary;
  private Path project;
  private Installation mpm;

  @BeforeEach
  void start() throws IOException {
    project = Files.createDirectories(temporary.toRealPath().resolve("acme"));
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
  }

  @AfterEach
  void remove() {
    mpm.close();
  }

  /** The recording as if it had been made in our own project, where there are files to look at. */
  private void play(String recording) {
    for (JsonNode payload : Recording.payloads(recording)) {
      String text = new String(Json.bytes(payload), StandardCharsets.UTF_8);
      byte[] here = text.replace(RECORDED, project.toString()).getBytes(StandardCharsets.UTF_8);
      mpm.hook("from-test", here).succeeded();
    }
  }

  private void play(ObjectNode payload) {
    mpm.hook("from-test", Json.bytes(payload)).succeeded();
  }

  private Page open(ColorScheme scheme) {
    Page page = new Page(scheme);
    page.open(mpm.page());
    page.awaitState("live");
    return page;
  }

  private static void tab(Page page, String name) {
    page.raw().locator("nav.tabs a:text-is('" + name + "')").click();
  }

  private static Locator call(Page page, String id) {
    return page.raw().locator("[data-testid='call-row'][data-call-id='" + id + "']");
  }

  private static Locator chip(Page page, String kind, String value) {
    return page.raw().locator("[data-testid='" + kind + "'][data-value='" + value + "']");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
    command.addAll(List.of(arguments));
    Process git = mpm.start(project, command);
    assertThat(git.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(git.exitValue()).isZero();
  }

  @Test
  void calls_areOneRowEachAndShowWhatTheyDid() {
    play("explore");
    play("interactive");
    try (Page page = open(ColorScheme.LIGHT)) {
      tab(page, "Tools");
      assertThat(call(page, "toolu_1_1")).hasAttribute("data-status", "ok");

      chip(page, "tool-chip", "Edit").click();
      assertThat(page.find("call-row")).hasCount(1);
      page.find("call-row").click();
      assertThat(page.find("diff").locator("mark").first()).hasText("hi");
      page.screenshot("calls-light");

      // The same address in a new tab of the browser shows the same.
      assertThat(page.raw()).hasURL(Pattern.compile(".*/tools/.*toolu_3_0"));
      String address = page.url();
      page.find("clear-filters").click();
      page.raw().navigate("about:blank");
      page.raw().navigate(address);
      assertThat(page.find("detail")).hasAttribute("data-call-id", "toolu_3_0");

      chip(page, "status-chip", "failed").click();
      chip(page, "tool-chip", "Bash").click();
      assertThat(page.find("call-row")).hasCount(1);
      page.find("call-row").click();
      assertThat(page.find("terminal")).containsText("Exit code 3");

      page.find("clear-filters").click();
      page.find("search").fill("SUBAGENT-ALPHA");
      assertThat(page.find("call-row")).hasCount(1);
      page.find("call-row").click();
      assertThat(page.find("content")).containsText("The readme says hello.");
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void runningCall_endsOnTheScreen() throws MalformedJsonException {
    play(hook("PreToolUse", "{'command':'make'}"));
    try (Page page = open(ColorScheme.DARK)) {
      tab(page, "Tools");
      assertThat(call(page, "toolu_live")).hasAttribute("data-status", "running");
      call(page, "toolu_live").click();
      ObjectNode end = hook("PostToolUse", "{'command':'make'}");
      end.putObject("tool_response")
          .put("stdout", "\u001b[32mbuilt\u001b[0m\r\n")
          .put("stderr", "");
      play(end);
      assertThat(call(page, "toolu_live")).hasAttribute("data-status", "ok");
      assertThat(page.find("terminal")).containsText("built");
      assertThat(page.problems()).isEmpty();
    }
  }

  private ObjectNode hook(String event, String input) throws MalformedJsonException {
    ObjectNode payload =
        Json.object()
            .put("session_id", "live")
            .put("cwd", project.toString())
            .put("hook_event_name", event)
            .put("tool_name", "Bash")
            .put("tool_use_id", "toolu_live");
    payload.set("tool_input", Json.parse(input.replace('\'', '"')));
    return payload;
  }

  @Test
  void file_hasItsHistoryBesideTheFileNowAndGit() throws IOException, InterruptedException {
    Path main = Files.createDirectories(project.resolve("src")).resolve("Main.java");
    Files.writeString(main, "class Main { /* before */ }\n");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "one");
    Files.writeString(main, "class Main { /* after */ }\n");
    play("explore");
    try (Page page = open(ColorScheme.DARK)) {
      tab(page, "Files");
      Locator row = page.raw().locator("[data-testid='file-row'][data-path='" + main + "']");
      assertThat(row).containsText("write 1, edit 1");
      row.click();

      assertThat(page.find("operation")).hasCount(2);
      assertThat(page.find("side-operation")).containsText("hello world");
      assertThat(page.find("side-git")).containsText("after");
      page.raw().locator("[data-side='now']").click();
      assertThat(page.find("side-now")).containsText("class Main { /* after */ }");
      page.screenshot("edits-dark");

      page.find("operation").last().click();
      assertThat(page.find("side-operation")).containsText("New file");
      page.find("call-link").click();
      assertThat(page.find("detail")).hasAttribute("data-call-id", "toolu_2_0");
      page.find("file-link").click();
      assertThat(page.find("file-pane")).hasAttribute("data-path", main.toString());
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void file_thatTheDaemonDoesNotShow_saysWhy() {
    play("explore");
    try (Page page = open(ColorScheme.LIGHT)) {
      tab(page, "Files");
      page.raw().locator("[data-testid='file-row'][data-path$='does-not-exist.txt']").click();
      page.raw().locator("[data-side='now']").click();
      assertThat(page.find("side-now").locator("[data-testid='refusal']")).containsText("not");
      // The browser reports the daemon's no as an error of its own; nothing else may be there.
      assertThat(page.problems()).allMatch(problem -> problem.contains("404"));
    }
  }

  @Test
  void pageFromDisk_showsCallsAndSaysThatFilesNeedTheDaemonsPage() {
    play("explore");
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(mpm.pageOnDisk());
      page.awaitState("live");
      tab(page, "Files");
      page.find("file-row").first().click();
      assertThat(page.find("side-git")).containsText("mpm-monitord open");
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void keys_goThroughToolsAndFiles() {
    play("explore");
    try (Page page = open(ColorScheme.LIGHT)) {
      tab(page, "Tools");
      page.raw().locator(".rows").focus();
      page.raw().keyboard().press("Home");
      page.raw().keyboard().press("Enter");
      assertThat(page.find("detail")).isVisible();
      page.raw().keyboard().press("ArrowDown");
      assertThat(page.find("detail")).hasAttribute("data-call-id", "toolu_1_2");
      page.raw().keyboard().press("Escape");
      assertThat(page.find("detail")).hasCount(0);

      tab(page, "Files");
      page.raw().locator(".rows").focus();
      page.raw().keyboard().press("Home");
      int files = page.find("file-row").count();
      assertThat(files).isPositive();
      page.raw().keyboard().press("ArrowLeft");
      assertThat(page.find("file-row")).hasCount(0);
      page.raw().keyboard().press("ArrowRight");
      assertThat(page.find("file-row")).hasCount(files);
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void r5_hostileText_inEveryPieceOfACall_isShownAsText() throws MalformedJsonException {
    String hostile =
        "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>"
            + "[x](javascript:document.title='owned') \u202e\u001b]0;owned\u0007\u001b[31m";
    List<String> tools =
        List.of("Bash", "Read", "Edit", "Grep", "WebFetch", "Task", "mcp__x__y", hostile);
    for (int i = 0; i < tools.size(); i++) {
      ObjectNode payload = hook("PostToolUse", "{}");
      payload.put("tool_name", tools.get(i)).put("tool_use_id", "toolu_" + i);
      ObjectNode input = payload.putObject("tool_input");
      for (String field :
          List.of("command", "file_path", "old_string", "pattern", "prompt", "description")) {
        input.put(field, hostile);
      }
      input.put("new_string", hostile + "2").put("url", "javascript:document.title='owned'");
      payload
          .putObject("tool_response")
          .put("stdout", hostile)
          .put("content", hostile)
          .put("result", hostile);
      play(payload);
    }
    try (Page page = open(ColorScheme.LIGHT)) {
      tab(page, "Tools");
      assertThat(page.find("call-row")).hasCount(tools.size());
      for (int i = 0; i < tools.size(); i++) {
        call(page, "toolu_" + i).click();
        assertThat(page.find("detail")).hasAttribute("data-call-id", "toolu_" + i);
        assertThat(page.find("content")).isVisible();
        assertThat(page.raw().locator("a[href^='javascript:'], img[src='x']")).hasCount(0);
      }
      assertThat(page.raw().title()).doesNotContain("owned");
      assertThat(page.problems()).isEmpty();
    }
  }
}
