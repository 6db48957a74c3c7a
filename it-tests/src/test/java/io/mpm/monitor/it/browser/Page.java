package io.mpm.monitor.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page in the system's Chromium, and what went wrong in it. */
public final class Page implements AutoCloseable {

  private final Browser browser;
  private final boolean ours;
  private final com.microsoft.playwright.Page page;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** In a profile of its own. */
  public Page(ColorScheme scheme) {
    this(scheme, Chromium.shared(), false);
  }

  /** In a browser of its own, with these flags beside the usual ones. */
  public Page(ColorScheme scheme, String... flags) {
    this(scheme, Chromium.launch(flags), true);
  }

  private Page(ColorScheme scheme, Browser browser, boolean ours) {
    this.browser = browser;
    this.ours = ours;
    page =
        browser.newPage(
            new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(1440, 900));
    page.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            problems.add(message.text());
          }
        });
    page.onPageError(problems::add);
    page.onRequest(request -> requests.add(request.url()));
    page.onWebSocket(socket -> requests.add(socket.url()));
  }

  public void open(String url) {
    page.navigate(url);
  }

  public String url() {
    return page.url();
  }

  public Locator find(String testId) {
    return page.locator("[data-testid='" + testId + "']");
  }

  public void awaitText(String testId, String text) {
    await().untilAsserted(() -> assertThat(find(testId).first().textContent()).contains(text));
  }

  public void awaitCount(String testId, int count) {
    await().untilAsserted(() -> assertThat(find(testId).count()).as(testId).isEqualTo(count));
  }

  /** Waits until the connection is in this state. */
  public void awaitState(String state) {
    await()
        .untilAsserted(
            () -> assertThat(find("connection-state").getAttribute("data-state")).isEqualTo(state));
  }

  /** Presses the key of the tab in this place, from 1, and waits until it is shown. */
  public void showTab(int place) {
    raw().keyboard().press(String.valueOf(place));
    Locator tab = raw().locator(".tab").nth(place - 1);
    await().until(() -> "page".equals(tab.getAttribute("aria-current")));
  }

  public com.microsoft.playwright.Page raw() {
    return page;
  }

  /** Errors on the console and uncaught ones. */
  public List<String> problems() {
    return problems;
  }

  /** Every address that the page asked for. */
  public List<String> requests() {
    return requests;
  }

  /** Keeps what is seen now as {@code target/screenshots/<name>.png}. */
  public void screenshot(String name) {
    page.screenshot(
        new com.microsoft.playwright.Page.ScreenshotOptions()
            .setPath(Path.of(System.getProperty("mpm.screenshots"), name + ".png")));
  }

  @Override
  public void close() {
    // And with it its profile.
    page.close();
    if (ours) {
      browser.close();
    }
  }
}
