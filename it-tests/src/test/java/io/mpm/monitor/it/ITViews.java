package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The frame of the page and all of its views, in a real browser over the real chain. Every test
 * looks at the same sessions and changes nothing of them.
 */
class ITViews {

  private static final Path AXE = Path.of("../dashboard-static/node_modules/axe-core/axe.min.js");

  /** What a reader with another eye or hand than ours would stumble over. */
  private static final String AXE_RUN =
      """
      () => axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations
        .filter(({impact}) => impact === 'serious' || impact === 'critical')
        .flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => `${id} ${target} ${failureSummary}`)))
      """;

  private static final String MAIN_SESSION = "cbca1fbd-fa5e-4cd7-82b5-8236145a7e09";
  private static final String SUBAGENT = "abb5c7b9cd90b64fc";

  private static Installation mpm;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
    mpm.hooks(Recording.payloads("explore"));
    mpm.hooks(Recording.payloads("interactive"));
  }

  @AfterAll
  static void remove() {
    mpm.close();
  }

  private static Page open(ColorScheme scheme) {
    Page page = new Page(scheme);
    page.raw().addInitScript(AXE);
    page.open(mpm.page());
    page.awaitText("held-count", "52");
    return page;
  }

  private static void go(Page page, String hash) {
    page.raw().evaluate("hash => { location.hash = hash; }", hash);
  }

  private static List<String> tabs(Page page) {
    List<String> tabs = new ArrayList<>();
    page.raw().locator(".tab").all().forEach(tab -> tabs.add(tab.textContent()));
    return tabs;
  }

  @Test
  void everyView_lightAndDark_hasNoSeriousFinding() {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (Page page = open(scheme)) {
        List<String> tabs = tabs(page);
        assertThat(tabs).contains("Events", "Agents");
        for (int i = 0; i < tabs.size(); i++) {
          page.showTab(i + 1);
          assertThat(page.raw().evaluate(AXE_RUN))
              .as("%s, %s", tabs.get(i), scheme)
              .isEqualTo(List.of());
          page.screenshot("%s-%s".formatted(tabs.get(i), scheme).toLowerCase(Locale.ROOT));
        }
        page.raw().keyboard().press("Control+k");
        page.awaitCount("palette-input", 1);
        assertThat(page.raw().evaluate(AXE_RUN)).as("palette, %s", scheme).isEqualTo(List.of());
        assertThat(page.problems()).isEmpty();
        assertThat(page.requests())
            .allMatch(
                url ->
                    url.startsWith("http://127.0.0.1:" + mpm.port() + "/")
                        || url.startsWith("ws://127.0.0.1:" + mpm.port() + "/"));
      }
    }
  }

  private static void awaitCurrentTab(Page page, String title) {
    await()
        .untilAsserted(
            () ->
                assertThat(page.raw().locator(".tab[aria-current=page]").textContent())
                    .isEqualTo(title));
  }

  @Test
  void agents_deepLink_showsWhoStartedWhomAndLeadsToCallsAndFiles() {
    try (Page page = open(ColorScheme.LIGHT)) {
      go(page, "#/session/" + MAIN_SESSION + "/agents/" + MAIN_SESSION + "%20" + SUBAGENT);
      page.awaitCount("agent-row", 2);
      assertThat(page.find("agent-row").nth(0).getAttribute("data-agent-id")).isEqualTo("main");
      assertThat(page.find("agent-row").nth(1).getAttribute("data-depth")).isEqualTo("1");
      page.awaitText("detail", "SUBAGENT-ALPHA: look at the readme");
      assertThat(page.find("detail").textContent())
          .contains("The readme says hello.", "6,650", "the main agent", "wc -l README.md");
      page.screenshot("agent-light");

      page.find("its-tools").click();
      awaitCurrentTab(page, "Tools");
      assertThat(page.find("search").inputValue()).isEqualTo("agent:" + SUBAGENT);
      page.awaitCount("call-row", 2);

      page.raw().goBack();
      page.awaitText("detail", "The readme says hello.");
      page.find("file-link").first().click();
      awaitCurrentTab(page, "Files");
      // The recording's folder is not on this machine, and a browser reports each answer that says
      // so.
      assertThat(page.problems()).allMatch(problem -> problem.contains("404"));
    }
  }

  @Test
  void event_deepLink_opensAfterAReload() {
    try (Page page = open(ColorScheme.LIGHT)) {
      page.find("search").fill("tool:Edit");
      await().until(() -> page.find("event-row").count() > 0);
      page.find("event-row").first().click();
      String id = String.valueOf(page.find("detail").getAttribute("data-event-id"));
      await().until(() -> page.url().endsWith("/events/" + id));
      page.find("search").fill("");
      page.awaitText("shown-count", "52");
      page.awaitCount("detail", 1);
      page.raw().reload();
      await()
          .untilAsserted(
              () -> assertThat(page.find("detail").getAttribute("data-event-id")).isEqualTo(id));
      go(page, "#/session/all/events/never-heard-of");
      page.awaitCount("not-held", 1);
    }
  }

  @Test
  void keyboard_alone_reachesEverything() {
    try (Page page = open(ColorScheme.LIGHT)) {
      var keys = page.raw().keyboard();
      keys.press("Control+k");
      page.awaitCount("palette-input", 1);
      keys.type("go to agents");
      keys.press("Enter");
      awaitCurrentTab(page, "Agents");
      page.raw().locator("[role=treegrid]").focus();
      keys.press("ArrowDown");
      keys.press("Enter");
      page.awaitCount("detail", 1);
      keys.press("Escape");
      page.awaitCount("detail", 0);
      keys.press("1");
      awaitCurrentTab(page, "Events");
      keys.press("/");
      keys.type("status:failed");
      await()
          .untilAsserted(
              () -> assertThat(page.find("shown-count").textContent()).doesNotContain("52"));
      keys.press("Escape");
      page.awaitText("shown-count", "52");
      page.raw().locator("[role=grid]").focus();
      keys.press("]");
      await().until(() -> !page.url().contains("/all"));
      keys.press("0");
      await().until(() -> page.url().contains("/all"));
      keys.press("?");
      await().until(() -> page.find("help").isVisible());
      keys.press("Escape");
      await().until(() -> !page.find("help").isVisible());
    }
  }

  /** What does not fit: the frame scrolls, or something to press lies beyond its edges. */
  private static final String CUT =
      """
      () => {
        const beyond = [...document.querySelectorAll('html, .top-bar, .status-bar, .filters, .main')]
          .filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth)
          .map(({tagName, className}) => `${tagName}.${className} is too wide`);
        if (document.documentElement.scrollHeight > innerHeight) beyond.push('the frame is too high');
        for (const part of document.querySelectorAll('.top-bar :is(a, button), .search input, .segments button')) {
          const {left, right, top, bottom, width} = part.getBoundingClientRect();
          if (width > 0 && (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight))
            beyond.push(`${part.textContent || part.ariaLabel} is cut: ${left} to ${right}, ${top} to ${bottom}`);
        }
        return beyond;
      }
      """;

  /** The chips that one would have to scroll to. */
  private static final String HIDDEN_CHIPS =
      """
      () => [...document.querySelectorAll('[data-testid=type-chip]')]
        .filter(chip => {
          const {left, top, width, height} = chip.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2);
          return !chip.contains(seen);
        })
        .map(({textContent}) => textContent)
      """;

  @Test
  void everyView_at200PercentZoom_fitsAndIsNotCut() {
    try (Page page = new Page(ColorScheme.LIGHT)) {
      // What a window of 1440 by 900 has at 200 %.
      page.raw().setViewportSize(720, 450);
      page.open(mpm.page());
      page.awaitText("held-count", "52");
      List<String> tabs = tabs(page);
      for (int i = 0; i < tabs.size(); i++) {
        page.showTab(i + 1);
        assertThat(page.raw().evaluate(CUT)).as(tabs.get(i)).isEqualTo(List.of());
        page.screenshot("zoomed-" + tabs.get(i).toLowerCase(Locale.ROOT));
      }
      page.showTab(1);
      assertThat(
              ((Number) page.raw().locator(".rows").evaluate("rows => rows.clientHeight"))
                  .intValue())
          .as("room for the rows")
          .isGreaterThan(150);
      page.find("more-filters").click();
      Locator chips = page.find("type-chip");
      assertThat(chips.count()).isGreaterThan(10);
      assertThat(page.raw().evaluate(HIDDEN_CHIPS)).as("chips in sight").isEqualTo(List.of());
      page.screenshot("zoomed-filters");
      chips.first().click();
      page.find("more-filters").click();
      page.awaitText("more-filters", "1 chosen");
      page.find("clear-filters").click();
      page.find("event-row").first().click();
      page.awaitCount("detail", 1);
      assertThat(page.raw().evaluate(CUT)).as("the details").isEqualTo(List.of());
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void frame_inWindowsOfEveryWidth_fitsAndIsNotCut() {
    try (Page page = open(ColorScheme.LIGHT)) {
      for (int width = 360; width <= 1300; width += 20) {
        page.raw().setViewportSize(width, 800);
        assertThat(page.raw().evaluate(CUT)).as("%d wide", width).isEqualTo(List.of());
      }
    }
  }

  @Test
  void compactRows_showMoreAndStaySo() {
    try (Page page = open(ColorScheme.LIGHT)) {
      double usual = rowHeight(page);
      page.find("density").click();
      await().until(() -> rowHeight(page) < usual);
      double compact = rowHeight(page);
      page.screenshot("events-compact-light");
      page.raw().reload();
      page.awaitText("held-count", "52");
      assertThat(rowHeight(page)).isEqualTo(compact);
      page.find("density").click();
      await().until(() -> rowHeight(page) == usual);
      assertThat(page.problems()).isEmpty();
    }
  }

  private static double rowHeight(Page page) {
    return page.find("event-row").first().boundingBox().height;
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
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(mpm.pageOnDisk());
      page.awaitState("live");
      page.awaitText("shown-count", "52");
      assertThat(page.url()).doesNotContain("token");
      assertThat(page.requests())
          .allMatch(url -> url.startsWith("file://") || url.startsWith("ws://127.0.0.1:"));
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void a21_pageUnderAReboundName_isRefused() {
    try (Page page = new Page(ColorScheme.LIGHT, "--host-resolver-rules=MAP evil.test 127.0.0.1")) {
      page.open("http://evil.test:" + mpm.port() + "/#token=" + mpm.tokenOnDisk());
      assertThat(page.raw().locator("body").textContent()).contains("this Host is not served here");
      assertThat(page.find("event-row").count()).isZero();
    }
  }
}
