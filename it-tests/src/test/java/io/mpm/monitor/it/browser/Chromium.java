package io.mpm.monitor.it.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's Chromium, without a window. */
public final class Chromium {

  private static final List<String> PROGRAMS =
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

  /** Beyond what a page takes, on a machine that is busy with other things. */
  public static final double PATIENCE_MILLIS = 60_000;

  /** Started when the first page is opened; ended with this JVM. */
  private static final class Shared {

    private static final Playwright PLAYWRIGHT = Playwright.create();
    private static final Browser BROWSER = launch(PLAYWRIGHT);

    static {
      PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
      Runtime.getRuntime().addShutdownHook(new Thread(PLAYWRIGHT::close, "end-of-chromium"));
    }
  }

  private Chromium() {}

  /** One for all pages that need no flags of their own: its start costs seconds. */
  public static Browser shared() {
    return Shared.BROWSER;
  }

  /** Another one, with these flags beside the usual ones. */
  public static Browser launch(String... flags) {
    return launch(Shared.PLAYWRIGHT, flags);
  }

  private static Browser launch(Playwright playwright, String... flags) {
    List<String> arguments = new ArrayList<>(QUIET);
    arguments.addAll(List.of(flags));
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(program()).setArgs(arguments));
  }

  private static Path program() {
    return PROGRAMS.stream()
        .map(Path::of)
        .filter(path -> path.toFile().canExecute())
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError("no Chromium among " + PROGRAMS + "; apt-get install chromium"));
  }
}
