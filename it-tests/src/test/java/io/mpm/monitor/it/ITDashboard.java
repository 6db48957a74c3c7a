package io.mpm.monitor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over the real chain, while events flow. */
class ITDashboard {

  private static final String MOVING = "() => document.getAnimations().length";

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void start() {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
  }

  private Page open() {
    Page page = new Page(ColorScheme.LIGHT);
    page.open(mpm.page());
    page.awaitState("live");
    return page;
  }

  private static void awaitRows(Page page, String shown) {
    await().untilAsserted(() -> assertThat(page.find("shown-count").textContent()).contains(shown));
  }

  @Test
  void r7_liveEvents_appearAreFilteredAndSurviveARestart() {
    List<JsonNode> payloads = Recording.payloads("explore");
    try (Page page = open()) {
      assertThat(page.url()).as("the token leaves the address bar").doesNotContain("token");

      mpm.hooks(payloads.subList(0, 20));
      awaitRows(page, "20");

      page.find("search").fill("tool:Bash");
      long bash =
          payloads.subList(0, 20).stream()
              .filter(payload -> payload.path("tool_name").asText().equals("Bash"))
              .count();
      await().until(() -> page.find("event-row").count() == bash);
      page.find("search").fill("");

      mpm.monitord("stop").succeeded();
      await().until(() -> !"live".equals(page.find("connection-state").getAttribute("data-state")));
      mpm.hooks(payloads.subList(20, 30));
      mpm.monitord("start").succeeded();
      page.awaitState("live");
      mpm.hooks(payloads.subList(30, payloads.size()));

      // And one row for what nobody can know: what the first daemon held that this page never saw.
      awaitRows(page, String.valueOf(payloads.size() + 1));
      assertThat(page.find("gap-row").count()).isEqualTo(1);
      assertThat(ids(page)).doesNotHaveDuplicates();
      page.screenshot("first-page-light");
      // A browser reports each refused reconnect as an error of its own; nothing else may be there.
      assertThat(page.problems()).allMatch(problem -> problem.contains("ERR_CONNECTION_REFUSED"));
    }
  }

  private static List<String> ids(Page page) {
    List<String> ids = new ArrayList<>();
    page.find("event-row")
        .all()
        .forEach(row -> ids.add(String.valueOf(row.getAttribute("data-event-id"))));
    return ids;
  }

  @Test
  void sessionThatWaits_comesFirstAndCalls() {
    try (Page page = open()) {
      page.find("calls").click();
      ObjectNode start = askForPermission();
      page.awaitText("rail-needs-you", "needs permission");
      await().until(() -> page.raw().title().startsWith("(1) "));

      ObjectNode end = start.deepCopy();
      end.put("hook_event_name", "PostToolUse").putObject("tool_response").put("stdout", "done");
      mpm.hooks(List.of(end));
      await().until(() -> page.find("rail-needs-you").count() == 0);
      await().until(() -> page.raw().title().equals("MPM Monitor"));
      assertThat(page.problems()).isEmpty();
    }
  }

  /** A call that waits for the user; answers its start. */
  private ObjectNode askForPermission() {
    ObjectNode start = Json.object();
    start
        .put("session_id", "waits-1")
        .put("cwd", "/home/dev/shop")
        .put("hook_event_name", "PreToolUse")
        .put("tool_name", "Bash")
        .put("tool_use_id", "t1")
        .putObject("tool_input")
        .put("command", "npm publish");
    ObjectNode question = start.deepCopy();
    question.remove("tool_use_id");
    question.put("hook_event_name", "PermissionRequest");
    mpm.hooks(List.of(start, question));
    return start;
  }

  /** Whoever keeps the page open all day must not pay for frames in which nothing has happened. */
  @Test
  void page_whileASessionWorksAndWhileTheDaemonIsGone_nothingMovesByItself() {
    try (Page page = open()) {
      ObjectNode prompt = Json.object().put("session_id", "works-1");
      prompt.put("hook_event_name", "UserPromptSubmit").put("prompt", "Publish the shop");
      mpm.hooks(List.of(prompt));
      page.awaitText("rail-going-on", "working");
      assertThat(page.raw().evaluate(MOVING)).isEqualTo(0);
      Installation.kill(mpm.daemon().orElseThrow());
      page.awaitState("reconnecting");
      assertThat(page.raw().evaluate(MOVING)).isEqualTo(0);
    }
  }

  @Test
  void reconnecting_whatThePageSaysOfIt_fitsIntoNarrowWindows() {
    try (Page page = open()) {
      Installation.kill(mpm.daemon().orElseThrow());
      page.awaitState("reconnecting");
      for (int width : new int[] {400, 770, 830, 930, 1100, 1250}) {
        page.raw().setViewportSize(width, 800);
        assertThat(page.raw().evaluate("() => document.documentElement.scrollWidth"))
            .as("what is %d wide", width)
            .isEqualTo(width);
      }
    }
  }

  @Test
  void runningCall_endsOnTheScreen() {
    ObjectNode start = make("PreToolUse");
    mpm.hooks(List.of(start));
    try (Page page = open()) {
      page.showTab(3);
      Locator call = page.find("call-row");
      assertThat(call).hasAttribute("data-status", "running");
      call.click();
      ObjectNode end = make("PostToolUse");
      end.putObject("tool_response")
          .put("stdout", "\u001b[32mbuilt\u001b[0m\r\n")
          .put("stderr", "");
      mpm.hooks(List.of(end));
      assertThat(call).hasAttribute("data-status", "ok");
      assertThat(page.find("terminal")).containsText("built");
      assertThat(page.problems()).isEmpty();
    }
  }

  private static ObjectNode make(String event) {
    ObjectNode payload =
        Json.object()
            .put("session_id", "live")
            .put("cwd", "/home/dev/acme")
            .put("hook_event_name", event)
            .put("tool_name", "Bash")
            .put("tool_use_id", "toolu_live");
    payload.putObject("tool_input").put("command", "make");
    return payload;
  }
}
