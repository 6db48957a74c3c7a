package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.mpm.monitor.it.browser.Firefox;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in the other engine: it opens, events arrive, every tab works, nothing goes wrong. */
class ITFirefox {

  private static final List<String> TABS =
      List.of("Events", "Agents", "Tools", "Files", "Timeline", "History");

  @TempDir private Path temporary;
  private Installation mpm;
  private Path program;

  @BeforeEach
  void start() {
    program = Firefox.find().orElseGet(ITFirefox::none);
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
  }

  private static Path none() {
    String reason = "no Firefox on this machine; apt-get install firefox-esr";
    System.out.println("ITFirefox: " + reason);
    return abort(reason);
  }

  @AfterEach
  void remove() {
    if (mpm != null) {
      mpm.close();
    }
  }

  @Test
  void pageFromTheDaemon_showsEventsAsTheyComeInEveryTab() {
    String ours = "//127.0.0.1:" + mpm.port() + "/";
    try (Firefox firefox = new Firefox(program, temporary.resolve("firefox"))) {
      firefox.open(mpm.page());
      worksInEveryTab(firefox);
      firefox.screenshot("firefox-tools");
      assertThat(firefox.requests()).isNotEmpty().allMatch(url -> url.contains(ours));
    }
  }

  @Test
  void pageFromTheDisk_showsEventsAsTheyComeInEveryTab() {
    try (Firefox firefox = new Firefox(program, temporary.resolve("firefox"))) {
      firefox.open(mpm.pageOnDisk());
      worksInEveryTab(firefox);
      assertThat(firefox.requests())
          .allMatch(
              url -> url.startsWith("file:") || url.contains("//127.0.0.1:" + mpm.port() + "/"));
    }
  }

  private void worksInEveryTab(Firefox firefox) {
    awaitText(
        firefox, "document.querySelector('[data-testid=connection-state]').dataset.state", "live");
    assertThat(firefox.text("location.href")).doesNotContain("token");
    mpm.hooks(Recording.payloads("interactive"));
    awaitText(firefox, "document.querySelector('[data-testid=held-count]').textContent", "16 held");
    firefox.text("document.querySelector('[role=grid]').focus(), ''");
    for (int tab = 1; tab <= TABS.size(); tab++) {
      firefox.press(String.valueOf(tab));
      awaitText(
          firefox, "document.querySelector('.tab[aria-current]').textContent", TABS.get(tab - 1));
    }
    firefox.press("3");
    awaitText(
        firefox, "String(document.querySelectorAll('[data-testid=call-row]').length > 1)", "true");
    firefox.text("document.querySelector('[data-testid=call-row]').click(), ''");
    awaitText(firefox, "String(document.querySelectorAll('[data-testid=detail]').length)", "1");
    assertThat(firefox.problems()).isEmpty();
  }

  private static void awaitText(Firefox firefox, String expression, String text) {
    await().untilAsserted(() -> assertThat(firefox.text(expression)).isEqualTo(text));
  }
}
