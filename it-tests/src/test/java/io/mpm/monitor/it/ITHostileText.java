package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a session says is text on the page, in a real browser over the real chain. */
class ITHostileText {

  private static final String HOSTILE =
      "<img src=x"
          + " onerror=\"document.title='owned'\"></script><script>document.title='owned'</script><!--"
          + " [x](javascript:document.title='owned') \u202e\u001b]0;owned\u0007\u001b[31m";

  /** The page has none of these, whatever it shows. */
  private static final String CANNOT_BE =
      "a[href^='javascript:'], img, .rows script, .detail script";

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void start() {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
  }

  private Page open(int events) {
    Page page = new Page(ColorScheme.LIGHT);
    page.open(mpm.page());
    page.awaitText("held-count", events + " held");
    return page;
  }

  private static void assertNothingRan(Page page) {
    // An exported page has its session's title, whatever that says.
    assertThat(page.raw().title()).isNotEqualTo("owned");
    assertThat(page.raw().locator(CANNOT_BE).count()).isZero();
    assertThat(page.problems()).isEmpty();
  }

  @Test
  void r5_hostileText_isShownAsText() {
    for (String event : List.of("PreToolUse", "UserPromptSubmit", "Notification", HOSTILE)) {
      ObjectNode payload = Json.object();
      for (String field :
          List.of(
              "session_id", "cwd", "tool_name", "prompt", "message", "agent_id", "agent_type")) {
        payload.put(field, HOSTILE + field);
      }
      payload.put("hook_event_name", event).put("tool_use_id", HOSTILE);
      payload
          .putObject("tool_input")
          .put("command", HOSTILE)
          .put("file_path", HOSTILE)
          .put(HOSTILE, HOSTILE);
      mpm.hooks(List.of(payload));
    }
    try (Page page = open(4)) {
      for (int row = 0; row < 4; row++) {
        page.find("event-row").nth(row).click();
        page.awaitCount("detail", 1);
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
      assertNothingRan(page);
    }
  }

  @Test
  void r5_hostileText_inEveryPieceOfACall_isShownAsText() {
    List<String> tools =
        List.of("Bash", "Read", "Edit", "Grep", "WebFetch", "Task", "mcp__x__y", HOSTILE);
    for (int i = 0; i < tools.size(); i++) {
      mpm.hooks(List.of(call(tools.get(i), "toolu_" + i)));
    }
    try (Page page = open(tools.size())) {
      page.showTab(3);
      page.awaitCount("call-row", tools.size());
      for (int i = 0; i < tools.size(); i++) {
        String id = "toolu_" + i;
        page.raw().locator("[data-testid='call-row'][data-call-id='" + id + "']").click();
        await().until(() -> id.equals(page.find("detail").getAttribute("data-call-id")));
        await().until(() -> page.find("content").isVisible());
        assertThat(page.raw().locator(CANNOT_BE).count()).isZero();
      }
      assertNothingRan(page);
    }
  }

  private static ObjectNode call(String tool, String id) {
    ObjectNode payload =
        Json.object()
            .put("session_id", "live")
            .put("cwd", "/home/dev/acme")
            .put("hook_event_name", "PostToolUse")
            .put("tool_name", tool)
            .put("tool_use_id", id);
    ObjectNode input = payload.putObject("tool_input");
    for (String field :
        List.of("command", "file_path", "old_string", "pattern", "prompt", "description")) {
      input.put(field, HOSTILE);
    }
    input.put("new_string", HOSTILE + "2").put("url", "javascript:document.title='owned'");
    payload
        .putObject("tool_response")
        .put("stdout", HOSTILE)
        .put("content", HOSTILE)
        .put("result", HOSTILE);
    return payload;
  }

  @Test
  void hostileSession_exported_staysText() {
    ObjectNode prompt = Json.object();
    prompt.put("session_id", "hostile-1").put("cwd", "/home/dev/" + HOSTILE);
    prompt.put("hook_event_name", "UserPromptSubmit").put("prompt", HOSTILE);
    mpm.hooks(List.of(prompt));
    Path document = temporary.resolve("session.html");
    try (Page page = open(1)) {
      page.showTab(6);
      Download download = page.raw().waitForDownload(() -> page.find("save-page").click());
      download.saveAs(document);
    }
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(document.toUri().toString());
      page.awaitText("held-count", "1 held");
      page.showTab(1);
      page.awaitText("event-row", "document.title='owned'");
      assertNothingRan(page);
    }
  }
}
