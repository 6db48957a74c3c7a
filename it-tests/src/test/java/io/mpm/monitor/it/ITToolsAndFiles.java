package io.mpm.monitor.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.mpm.monitor.it.browser.Page;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Recording;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was called and what became of the files, in a real browser over the real daemon. Every test
 * looks at the same sessions and changes nothing of them.
 */
class ITToolsAndFiles {

  /** Where the recorded sessions worked. */
  private static final String RECORDED = "/home/dev/acme";

  private static Path project;
  private static Path main;
  private static Installation mpm;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException, InterruptedException {
    project = Files.createDirectories(temporary.toRealPath().resolve("acme"));
    main = Files.createDirectories(project.resolve("src")).resolve("Main.java");
    Files.writeString(main, "class Main { /* before */ }\n");
    mpm = new Installation(temporary);
    mpm.monitord("start").succeeded();
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "one");
    Files.writeString(main, "class Main { /* after */ }\n");
    play("explore");
    play("interactive");
  }

  @AfterAll
  static void remove() {
    mpm.close();
  }

  /** The recording as if it had been made in our own project, where there are files to look at. */
  private static void play(String recording) {
    for (JsonNode payload : Recording.payloads(recording)) {
      String text = new String(Json.bytes(payload), StandardCharsets.UTF_8);
      byte[] here = text.replace(RECORDED, project.toString()).getBytes(StandardCharsets.UTF_8);
      mpm.hook("from-test", here).succeeded();
    }
  }

  private static Page open(ColorScheme scheme) {
    Page page = new Page(scheme);
    page.open(mpm.page());
    page.awaitText("held-count", "52");
    return page;
  }

  private static void tab(Page page, String name) {
    page.raw().locator("nav.tabs a:text-is('" + name + "')").click();
  }

  private static Locator call(Page page, String id) {
    return page.raw().locator("[data-testid='call-row'][data-call-id='" + id + "']");
  }

  private static Locator chip(Page page, String kind, String value) {
    return page.raw().locator("[data-testid='" + kind + "'][data-value='" + value + "']");
  }

  private static void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
    command.addAll(List.of(arguments));
    Process git = mpm.start(project, command);
    assertThat(git.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(git.exitValue()).isZero();
  }

  @Test
  void calls_areOneRowEachAndShowWhatTheyDid() {
    try (Page page = open(ColorScheme.LIGHT)) {
      tab(page, "Tools");
      assertThat(call(page, "toolu_1_1")).hasAttribute("data-status", "ok");

      chip(page, "tool-chip", "Edit").click();
      assertThat(page.find("call-row")).hasCount(1);
      page.find("call-row").click();
      assertThat(page.find("diff").locator("mark").first()).hasText("hi");
      page.screenshot("calls-light");

      // The same address in a new tab of the browser shows the same.
      assertThat(page.raw()).hasURL(Pattern.compile(".*/tools/.*toolu_3_0"));
      String address = page.url();
      page.find("clear-filters").click();
      page.raw().navigate("about:blank");
      page.raw().navigate(address);
      assertThat(page.find("detail")).hasAttribute("data-call-id", "toolu_3_0");

      chip(page, "status-chip", "failed").click();
      chip(page, "tool-chip", "Bash").click();
      assertThat(page.find("call-row")).hasCount(1);
      page.find("call-row").click();
      assertThat(page.find("terminal")).containsText("Exit code 3");

      page.find("clear-filters").click();
      page.find("search").fill("SUBAGENT-ALPHA");
      assertThat(page.find("call-row")).hasCount(1);
      page.find("call-row").click();
      assertThat(page.find("content")).containsText("The readme says hello.");
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void file_hasItsHistoryBesideTheFileNowAndGit() {
    try (Page page = open(ColorScheme.DARK)) {
      tab(page, "Files");
      Locator row = page.raw().locator("[data-testid='file-row'][data-path='" + main + "']");
      assertThat(row).containsText("write 1, edit 1");
      row.click();

      assertThat(page.find("operation")).hasCount(2);
      assertThat(page.find("side-operation")).containsText("hello world");
      assertThat(page.find("side-git")).containsText("after");
      page.raw().locator("[data-side='now']").click();
      assertThat(page.find("side-now")).containsText("class Main { /* after */ }");
      page.screenshot("edits-dark");

      page.find("operation").last().click();
      assertThat(page.find("side-operation")).containsText("New file");
      page.find("call-link").click();
      assertThat(page.find("detail")).hasAttribute("data-call-id", "toolu_2_0");
      page.find("file-link").click();
      assertThat(page.find("file-pane")).hasAttribute("data-path", main.toString());
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void file_thatTheDaemonDoesNotShow_saysWhy() {
    try (Page page = open(ColorScheme.LIGHT)) {
      tab(page, "Files");
      page.raw().locator("[data-testid='file-row'][data-path$='does-not-exist.txt']").click();
      page.raw().locator("[data-side='now']").click();
      assertThat(page.find("side-now").locator("[data-testid='refusal']")).containsText("not");
      // The browser reports the daemon's no as an error of its own; nothing else may be there.
      assertThat(page.problems()).allMatch(problem -> problem.contains("404"));
    }
  }

  @Test
  void pageFromDisk_showsCallsAndSaysThatFilesNeedTheDaemonsPage() {
    try (Page page = new Page(ColorScheme.LIGHT)) {
      page.open(mpm.pageOnDisk());
      page.awaitText("held-count", "52");
      tab(page, "Files");
      page.find("file-row").first().click();
      assertThat(page.find("side-git")).containsText("mpm-monitord open");
      assertThat(page.problems()).isEmpty();
    }
  }

  @Test
  void keys_goThroughToolsAndFiles() {
    try (Page page = open(ColorScheme.LIGHT)) {
      tab(page, "Tools");
      page.raw().locator(".rows").focus();
      page.raw().keyboard().press("Home");
      page.raw().keyboard().press("Enter");
      assertThat(page.find("detail")).isVisible();
      page.raw().keyboard().press("ArrowDown");
      assertThat(page.find("detail")).hasAttribute("data-call-id", "toolu_1_2");
      page.raw().keyboard().press("Escape");
      assertThat(page.find("detail")).hasCount(0);

      tab(page, "Files");
      page.raw().locator(".rows").focus();
      page.raw().keyboard().press("Home");
      int files = page.find("file-row").count();
      assertThat(files).isPositive();
      page.raw().keyboard().press("ArrowLeft");
      assertThat(page.find("file-row")).hasCount(0);
      page.raw().keyboard().press("ArrowRight");
      assertThat(page.find("file-row")).hasCount(files);
      assertThat(page.problems()).isEmpty();
    }
  }
}
