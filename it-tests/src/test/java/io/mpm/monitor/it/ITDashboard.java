package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over the real chain, while events flow. */
class ITDashboard {

  @TempDir private Path temporary;
  private Installation mpm;

  @BeforeEach
  void start() {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
  }

  @AfterEach
  void remove() {
    mpm.close();
  }

  private static void awaitRows(Page page, String shown) {
    await().untilAsserted(() -> assertThat(page.find("shown-count").textContent()).contains(shown));
  }

  @Test
  void r7_liveEvents_appearAreFilteredAndSurviveARestart() {
    List<JsonNode> payloads = Recording.payloads("explore");
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(mpm.page());
      page.awaitState("live");
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
  void dark_detailOfACall_isShown() {
    mpm.hooks(Recording.payloads("explore"));
    mpm.hooks(Recording.payloads("interactive"));
    try (Page page = new Page(ColorScheme.DARK)) {
      page.open(mpm.page());
      awaitRows(page, "52");
      page.find("search").fill("tool:Edit");
      await().until(() -> page.find("event-row").count() > 0);
      page.find("event-row").first().click();
      await().until(() -> page.find("detail").count() == 1);
      page.find("search").fill("");
      awaitRows(page, "52");
      page.screenshot("first-page-dark");
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void withoutToken_thePageSaysWhatToDo() {
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open("http://127.0.0.1:" + mpm.port() + "/");
      page.awaitState("no-access");
      assertThat(page.find("gate").textContent()).contains("mpm-monitord open");
      page.screenshot("no-token");
    }
  }

  @Test
  void a21_r8_pageFromDisk_worksWithTheTokenAndAsksNobodyElse() {
    mpm.hooks(Recording.payloads("interactive"));
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(mpm.pageOnDisk());
      page.awaitState("live");
      awaitRows(page, "16");
      assertThat(page.url()).doesNotContain("token");
      assertThat(page.requests())
          .allMatch(url -> url.startsWith("file://") || url.startsWith("ws://127.0.0.1:"));
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void r5_hostileText_isShownAsText() {
    String hostile =
        "<img src=x onerror=\"document.title='owned'\"></script><script>document.title='owned'</script>"
            + "[x](javascript:document.title='owned') \u202e\u001b]0;owned\u0007\u001b[31m";
    for (String event : List.of("PreToolUse", "UserPromptSubmit", "Notification", hostile)) {
      ObjectNode payload = Json.object();
      for (String field :
          List.of(
              "session_id", "cwd", "tool_name", "prompt", "message", "agent_id", "agent_type")) {
        payload.put(field, hostile + field);
      }
      payload.put("hook_event_name", event).put("tool_use_id", hostile);
      payload
          .putObject("tool_input")
          .put("command", hostile)
          .put("file_path", hostile)
          .put(hostile, hostile);
      mpm.hooks(List.of(payload));
    }
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(mpm.page());
      awaitRows(page, "4");
      for (int row = 0; row < 4; row++) {
        page.find("event-row").nth(row).click();
        await().until(() -> page.find("detail").count() == 1);
      }
      assertThat(page.find("detail").textContent()).contains("onerror");
      // Every other view shows the same texts its own way.
      int tabs = page.raw().locator(".tab").count();
      for (int tab = tabs; tab >= 1; tab--) {
        page.raw().keyboard().press("Escape");
        page.showTab(tab);
        // A hostile path is no file, so one of the views may have nothing to list; others list no
        // rows.
        Locator row = page.raw().locator("[role=row][aria-rowindex='2']");
        Locator nothing =
            page.raw().locator(".nothing, [data-testid=timeline], [data-testid=history]");
        await().until(() -> row.count() + nothing.count() > 0);
        if (row.count() > 0) {
          row.first().click();
        }
      }
      assertThat(page.raw().title()).doesNotContain("owned");
      assertThat(page.raw().locator("img[src='x']").count()).isZero();
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void a21_pageUnderAReboundName_isRefused() {
    try (Page page = new Page(ColorScheme.LIGHT, "--host-resolver-rules=MAP evil.test 127.0.0.1")) {
      page.open("http://evil.test:" + mpm.port() + "/#token=" + mpm.token());
      assertThat(page.raw().locator("body").textContent()).contains("this Host is not served here");
      assertThat(page.find("event-row").count()).isZero();
    }
  }
}
