package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking back at a session, taking it along as a file, and forgetting it, in a real browser. */
class ITLookBack {

  static final String EXPLORED = "cbca1fbd-fa5e-4cd7-82b5-8236145a7e09";
  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void start() {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
    mpm.hooks(Recording.payloads("explore"));
    mpm.hooks(Recording.payloads("interactive"));
  }

  private Page openHistory() {
    Page page = new Page(ColorScheme.LIGHT);
    page.open(mpm.page());
    page.awaitText("held-count", "52");
    page.raw().keyboard().press("6");
    await().until(() -> page.find("past-session").count() >= 2);
    return page;
  }

  private static Locator of(Page page, String session, String testId) {
    return page.raw().locator("[data-session-id='" + session + "'] [data-testid='" + testId + "']");
  }

  private Path saved(Page page, Locator button) {
    Download download = page.raw().waitForDownload(button::click);
    Path file = temporary.resolve(download.suggestedFilename());
    download.saveAs(file);
    return file;
  }

  @Test
  void session_isLookedBackAtScrubbedAndPlayed() {
    try (Page page = openHistory()) {
      page.screenshot("history-list-light");
      of(page, EXPLORED, "look-back-at").click();
      page.awaitText("look-back", "Looking back");
      page.awaitText("connection-state", "Looking back");
      page.showTab(1);
      await().until(() -> page.find("event-row").count() > 5);
      page.find("scrub").focus();
      page.raw().keyboard().press("Home");
      await().until(() -> page.find("event-row").count() == 1);
      page.raw().locator("select[aria-label=Speed]").selectOption("60");
      page.raw().locator(".look-back button").first().click();
      await().until(() -> page.find("event-row").count() > 5);
      page.screenshot("look-back-light");
      page.find("back-to-live").click();
      page.awaitCount("look-back", 0);
      page.awaitText("held-count", "52");
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void exports_openFromTheDiskWithoutADaemon() throws IOException {
    Path lines;
    Path document;
    Path copy;
    try (Page page = openHistory()) {
      lines = saved(page, of(page, EXPLORED, "save-lines"));
      document = saved(page, of(page, EXPLORED, "save-page"));
      assertThat(page.problems()).isEmpty();
    }
    long events = Files.readString(lines).lines().count();
    assertThat(events).isGreaterThan(10);
    mpm.monitord("stop").succeeded();

    try (Page page = new Page(ColorScheme.DARK)) {
      page.open(document.toUri().toString());
      page.awaitText("connection-state", "Recording");
      page.awaitText("held-count", String.valueOf(events));
      for (int tab = 1; tab <= 6; tab++) {
        page.showTab(tab);
      }
      page.awaitText("recording", events + " events");
      assertThat(page.find("history").textContent()).doesNotContain("No session to look back at");
      Path sameLines = saved(page, page.find("save-lines"));
      assertThat(Files.readString(sameLines).lines().count()).isEqualTo(events);
      copy = saved(page, page.find("save-page"));
      page.showTab(3);
      await().until(() -> page.find("call-row").count() > 1);
      page.screenshot("exported-page-dark");
      assertThat(page.problems()).isEmpty();
      assertThat(page.requests()).allMatch(url -> url.matches("(file://|blob:).*|data:,"));
    }
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(copy.toUri().toString());
      page.awaitText("connection-state", "Recording");
      page.awaitText("held-count", String.valueOf(events));
      assertThat(page.problems()).isEmpty();
    }
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(mpm.pageFile().toUri().toString());
      page.raw().locator(".tab").last().click();
      page.find("open-recording").setInputFiles(lines);
      page.awaitText("look-back", lines.getFileName().toString());
      page.awaitText("held-count", String.valueOf(events));
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void forget_asksFirst_thenTheSessionIsNowhere() {
    try (Page page = openHistory()) {
      of(page, EXPLORED, "forget").click();
      await().until(() -> page.find("forget-now").isVisible());
      page.screenshot("forget-light");
      page.raw().keyboard().press("Escape");
      page.awaitCount("forget-now", 0);
      assertThat(of(page, EXPLORED, "forget").count()).isOne();

      of(page, EXPLORED, "forget").click();
      page.find("forget-now").click();
      await().until(() -> of(page, EXPLORED, "forget").count() == 0);
      assertThat(page.raw().locator("[data-session-id='" + EXPLORED + "']").count()).isZero();
      page.raw().reload();
      page.raw().locator(".tab").last().click();
      await().until(() -> page.find("past-session").count() >= 1);
      assertThat(page.raw().locator("[data-session-id='" + EXPLORED + "']").count()).isZero();
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void clear_emptiesThePage_andAReloadBringsAllBack() {
    try (Page page = openHistory()) {
      page.find("clear-page").click();
      page.awaitText("held-count", "0 held");
      page.showTab(1);
      page.awaitText("cleared", "Cleared");
      mpm.hooks(Recording.payloads("interactive").subList(0, 1));
      await().until(() -> page.find("event-row").count() == 1);
      page.raw().reload();
      page.awaitText("held-count", "53");
      assertThat(page.problems()).isEmpty();
    }
  }
}
