package io.mpm.monitor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who did what when, on a canvas in a real browser over the real daemon. */
class ITTimeline {

  /** How many colours there are that are no grey: without the page's own, nothing has any. */
  private static final String COLOURS =
      """
      canvas => {
        const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const found = new Set();
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b, a] = data.subarray(i, i + 4);
          if (a > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60) found.add((r << 16) | (g << 8) | b);
        }
        return found.size;
      }
      """;

  private static final String FILLS_ITS_ROOM =
      "canvas => canvas.clientHeight === canvas.closest('.timeline').clientHeight";

  private static Installation mpm;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
    mpm.hooks(Recording.payloads("explore"));
  }

  @AfterAll
  static void remove() {
    mpm.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void calls_areDrawnZoomedListedAndOpened(ColorScheme scheme) {
    try (Page page = new Page(scheme)) {
      page.open(mpm.page());
      page.awaitState("live");
      page.showTab(5);
      Locator canvas = page.find("timeline");
      assertThat(canvas).hasAttribute("data-bars", Pattern.compile("[1-9]\\d*"));
      assertThat(page.find("lane").first()).containsText("acme");
      await().until(() -> ((Number) canvas.evaluate(COLOURS)).intValue() >= 3);

      page.find("visible-list").locator("summary").click();
      int all = page.find("visible-list").locator("li").count();
      assertThat(all).isGreaterThan(10);
      canvas.focus();
      for (int i = 0; i < 12; i++) {
        page.raw().keyboard().press("+");
      }
      assertThat(page.find("visible-list").locator("li")).not().hasCount(all);
      page.raw().keyboard().press("Home");
      assertThat(page.find("visible-list").locator("li")).hasCount(all);

      page.find("visible-list")
          .locator("button", new Locator.LocatorOptions().setHasText("Bash"))
          .first()
          .click();
      assertThat(page.find("detail")).containsText("Bash");
      page.find("visible-list").locator("summary").click();
      await().until(() -> Boolean.TRUE.equals(canvas.evaluate(FILLS_ITS_ROOM)));
      page.screenshot("timeline-call-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
      assertThat(page.requests())
          .allMatch(url -> url.contains("//127.0.0.1:" + mpm.port() + "/"), "asks nobody else");
      assertThat(page.problems()).isEmpty();
    }
  }
}
