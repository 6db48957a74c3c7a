package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system's Chromium, without a window, and what went wrong in it. */
final class Page implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> CHROMIUM =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  /**
   * It looks nobody up and fetches nothing of its own; without a sandbox, because tests may run as
   * root.
   */
  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright = Playwright.create();
  private final Browser browser;
  private final com.microsoft.playwright.Page page;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** A new browser, with these flags beside the usual ones. */
  Page(ColorScheme scheme, String... flags) {
    List<String> arguments = new ArrayList<>(QUIET);
    arguments.addAll(List.of(flags));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions().setExecutablePath(chromium()).setArgs(arguments));
    page =
        browser.newPage(
            new Browser.NewPageOptions().setColorScheme(scheme).setViewportSize(1440, 900));
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

  private static Path chromium() {
    return CHROMIUM.stream()
        .map(Path::of)
        .filter(path -> path.toFile().canExecute())
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError("no Chromium among " + CHROMIUM + "; apt-get install chromium"));
  }

  void open(String url) {
    page.navigate(url);
  }

  String url() {
    return page.url();
  }

  Locator find(String testId) {
    return page.locator("[data-testid='" + testId + "']");
  }

  void awaitText(String testId, String text) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(find(testId).first().textContent()).contains(text));
  }

  void awaitCount(String testId, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(find(testId).count()).as(testId).isEqualTo(count));
  }

  /** Waits until the connection is in this state. */
  void awaitState(String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(find("connection-state").getAttribute("data-state")).isEqualTo(state));
  }

  /** Presses the key of the tab in this place, from 1, and waits until it is shown. */
  void showTab(int place) {
    raw().keyboard().press(String.valueOf(place));
    Locator tab = raw().locator(".tab").nth(place - 1);
    await().atMost(PATIENCE).until(() -> "page".equals(tab.getAttribute("aria-current")));
  }

  com.microsoft.playwright.Page raw() {
    return page;
  }

  /** Errors on the console and uncaught ones. */
  List<String> problems() {
    return problems;
  }

  /** Every address that the page asked for. */
  List<String> requests() {
    return requests;
  }

  /** Keeps what is seen now as {@code target/screenshots/<name>.png}. */
  void screenshot(String name) {
    page.screenshot(
        new com.microsoft.playwright.Page.ScreenshotOptions()
            .setPath(Path.of(System.getProperty("mpm.screenshots"), name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
