package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.it.browser.Engine;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.it.rig.Recording;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the page must do in every engine, and the tests in Chromium look at more closely. All tests
 * have one browser and one monitor; each opens the page anew.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageInEngine {

  private static final List<String> TABS =
      List.of("Events", "Agents", "Tools", "Files", "Timeline", "History");

  private final String name;
  private final Optional<String> missing;
  private final Function<Path, Engine> starter;
  private Path saved;
  private Installation mpm;
  private Engine engine;

  /**
   * @param missing why the machine has no such browser, if so
   * @param starter starts one that saves into this folder
   */
  PageInEngine(String name, Optional<String> missing, Function<Path, Engine> starter) {
    this.name = name;
    this.missing = missing;
    this.starter = starter;
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    Needs.that(missing.isEmpty(), missing.orElse(""));
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
    mpm.hooks(Recording.payloads("explore"));
    mpm.hooks(Recording.payloads("interactive"));
    saved = Files.createDirectory(temporary.resolve(name));
    engine = starter.apply(saved);
  }

  @AfterAll
  void end() {
    if (engine != null) {
      engine.close();
    }
    if (mpm != null) {
      mpm.close();
    }
  }

  /** From another page, so that it is loaded. */
  private void open(String url) {
    engine.open("about:blank");
    engine.open(url);
    awaitState("live");
  }

  private void awaitText(String expression, String text) {
    await().untilAsserted(() -> assertThat(engine.text(expression)).isEqualTo(text));
  }

  private void awaitContains(String testId, String text) {
    await()
        .untilAsserted(
            () -> assertThat(engine.text(find(testId) + "?.textContent ?? ''")).contains(text));
  }

  private static String find(String testId) {
    return "document.querySelector('[data-testid=%s]')".formatted(testId);
  }

  private void awaitState(String state) {
    awaitText(find("connection-state") + "?.dataset.state ?? ''", state);
  }

  private void awaitCount(String testId, int count) {
    awaitText(countOf(testId), String.valueOf(count));
  }

  private static String countOf(String testId) {
    return "String(document.querySelectorAll('[data-testid=%s]').length)".formatted(testId);
  }

  private void showTab(String title) {
    engine.press(String.valueOf(TABS.indexOf(title) + 1));
    awaitTab(title);
  }

  private void awaitTab(String title) {
    awaitText("document.querySelector('.tab[aria-current]').textContent", title);
  }

  private void clickOn(String testId) {
    engine.click("[data-testid=%s]".formatted(testId));
  }

  private void prompt(Installation to, String text) {
    JsonNode prompt =
        Json.object()
            .put("session_id", "asks-" + name)
            .put("hook_event_name", "UserPromptSubmit")
            .put("prompt", text);
    to.hooks(List.of(prompt));
  }

  private void awaitInList(String text) {
    await()
        .untilAsserted(
            () ->
                assertThat(engine.text("document.querySelector('.rows').textContent"))
                    .contains(text));
  }

  @Test
  void pageFromTheDaemon_showsEventsAsTheyComeInEveryTab() {
    open(mpm.page());
    worksInEveryTab("one for the daemon's page");
    assertThat(engine.requests())
        .isNotEmpty()
        .allMatch(url -> url.contains("//127.0.0.1:" + mpm.port() + "/"));
  }

  @Test
  void pageFromTheDisk_showsEventsAsTheyComeInEveryTab() {
    open(mpm.pageOnDisk());
    worksInEveryTab("one for the disk's page");
    assertThat(engine.requests())
        .allMatch(
            url -> url.startsWith("file:") || url.contains("//127.0.0.1:" + mpm.port() + "/"));
  }

  private void worksInEveryTab(String prompt) {
    assertThat(engine.text("location.href")).doesNotContain("token");
    prompt(mpm, prompt);
    awaitInList(prompt);
    TABS.forEach(this::showTab);
    showTab("Tools");
    clickOn("call-row");
    awaitCount("detail", 1);
    engine.screenshot(name + "-tools");
    assertThat(engine.problems()).isEmpty();
    engine.reload();
    awaitState("live");
    awaitTab("Tools");
    assertThat(engine.problems()).isEmpty();
  }

  @Test
  void events_areSearchedOpenedAndFoundAgainByTheAddress() {
    open(mpm.page());
    engine.press("/");
    engine.type("tool:Edit");
    awaitText(
        "[...document.querySelectorAll('[data-testid=event-row] .tool')].map(tool => tool.textContent).join()",
        "Edit,Edit");
    clickOn("event-row");
    awaitCount("detail", 1);
    String id = engine.text(find("detail") + ".dataset.eventId");
    awaitText("String(location.hash.endsWith('/events/%s'))".formatted(id), "true");
    engine.reload();
    awaitText(find("detail") + "?.dataset.eventId ?? ''", id);
    engine.press(Engine.ESCAPE);
    awaitCount("detail", 0);
    assertThat(engine.problems()).isEmpty();
  }

  @Test
  void agentsAndFiles_areTreesThatLeadToDetails() {
    open(mpm.page());
    showTab("Agents");
    awaitText(
        "document.querySelector('[data-testid=agent-row][data-depth=\"1\"]')?.previousElementSibling.dataset.agentId",
        "main");
    showTab("Files");
    awaitCount("file-pane", 0);
    engine.click("[data-testid=file-row][data-path$='Main.java']");
    awaitCount("diff", 1);
    awaitContains("diff", "hello world");
    engine.press(Engine.ESCAPE);
    awaitCount("file-pane", 0);
  }

  @Test
  void timeline_lightAndDark_hasTheCallsInTheThemesColours() {
    open(mpm.page());
    showTab("Timeline");
    for (String theme : List.of("light", "dark")) {
      engine.click("[data-testid=theme] label[title='Theme: %s']".formatted(theme));
      awaitText(
          "getComputedStyle(document.body).backgroundColor",
          theme.equals("light") ? "rgb(255, 255, 255)" : "rgb(16, 18, 22)");
      String colours = "String((%s)(%s))".formatted(ITTimeline.COLOURS, find("timeline"));
      await()
          .untilAsserted(
              () -> assertThat(Integer.parseInt(engine.text(colours))).isGreaterThanOrEqualTo(3));
      engine.screenshot(name + "-timeline-" + theme);
    }
    engine.click("[data-testid=theme] label[title='Theme: system']");
    assertThat(engine.problems()).isEmpty();
  }

  @Test
  void dialogs_openByKeysAndCloseOnEscape() {
    open(mpm.page());
    engine.press(Engine.CONTROL, "k");
    awaitCount("palette-input", 1);
    engine.type("go to agents");
    engine.press(Engine.ENTER);
    awaitTab("Agents");
    engine.press(Engine.CONTROL, "k");
    awaitCount("palette-input", 1);
    engine.press(Engine.ESCAPE);
    awaitCount("palette-input", 0);
    engine.press("?");
    awaitText("String(" + find("help") + ".open)", "true");
    engine.press(Engine.ESCAPE);
    awaitText("String(" + find("help") + ".open)", "false");
    assertThat(engine.problems()).isEmpty();
  }

  @Test
  void copyButton_saysThatItHasCopied() {
    open(mpm.page());
    showTab("Tools");
    clickOn("call-row");
    awaitCount("detail", 1);
    engine.click(".detail-section button");
    awaitText("document.querySelector('.detail-section button').textContent", "Copied");
    assertThat(engine.problems()).isEmpty();
  }

  private static String of(String session, String testId) {
    return "[data-session-id='%s'] [data-testid=%s]".formatted(session, testId);
  }

  @Test
  void session_isLookedBackAtAndLeft() {
    open(mpm.page());
    showTab("History");
    awaitListed();
    engine.click(of(ITLookBack.EXPLORED, "look-back-at"));
    awaitContains("connection-state", "Looking back");
    showTab("Events");
    engine.text(find("scrub") + ".focus(), ''");
    engine.press(Engine.HOME);
    awaitCount("event-row", 1);
    clickOn("back-to-live");
    awaitCount("look-back", 0);
    awaitState("live");
    assertThat(engine.problems()).isEmpty();
  }

  private void awaitListed() {
    awaitText(
        "String(document.querySelector(`%s`) !== null)"
            .formatted(of(ITLookBack.EXPLORED, "look-back-at")),
        "true");
  }

  @Test
  void sessionSavedAsAPage_opensFromTheDisk() throws IOException {
    open(mpm.page());
    showTab("History");
    awaitListed();
    engine.click(of(ITLookBack.EXPLORED, "save-page"));
    await().until(() -> savedPage().isPresent());
    engine.open(savedPage().orElseThrow().toUri().toString());
    awaitContains("connection-state", "Recording");
    awaitContains("held-count", "36 held");
    TABS.forEach(this::showTab);
    engine.screenshot(name + "-recording");
    assertThat(engine.problems()).isEmpty();
    assertThat(engine.requests()).noneMatch(url -> url.startsWith("http"));
  }

  /** Once it is whole. */
  private Optional<Path> savedPage() throws IOException {
    try (Stream<Path> files = Files.list(saved)) {
      Optional<Path> page =
          files.filter(file -> file.getFileName().toString().endsWith(".html")).findFirst();
      return page.isPresent() && Files.readString(page.get()).strip().endsWith("</html>")
          ? page
          : Optional.empty();
    }
  }

  @Test
  void frame_inWindowsOfEveryWidth_fitsAndIsNotCut() {
    open(mpm.page());
    // WebKitGTK's window is no narrower.
    for (int width = 460; width <= 1300; width += 40) {
      engine.resize(width, 800);
      awaitText("String(innerWidth)", String.valueOf(width));
      awaitText("(%s)().join()".formatted(ITViews.CUT.strip()), "");
    }
    engine.resize(1440, 900);
  }

  @Test
  void page_comesBackToARestartedDaemonAndOutOfTheHistory(@TempDir Path temporary) {
    try (Installation other = new Installation(temporary)) {
      other.monitord("start").succeeded();
      open(other.page());
      other.monitord("stop").succeeded();
      awaitText("String(%s.dataset.state === 'live')".formatted(find("connection-state")), "false");
      other.monitord("start").succeeded();
      awaitState("live");
      prompt(other, "one for the second daemon");
      awaitInList("one for the second daemon");
      engine.open("about:blank");
      engine.back();
      awaitState("live");
      prompt(other, "one for who comes back");
      awaitInList("one for who comes back");
    }
  }
}
