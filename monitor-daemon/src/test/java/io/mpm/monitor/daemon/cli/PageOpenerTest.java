package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.Needs;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code open} against a record of this very process, and a browser that is a script. */
class PageOpenerTest {

  @TempDir Path folder;
  private MonitorHome home;
  private AccessToken token;
  private Map<String, String> environment;

  @BeforeEach
  void runAndInstallBrowser() throws Exception {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    token = AccessToken.rotate(home.token());
    new DaemonRecord(ProcessIdentity.current(), 8765, "0.1.0", 1).write(home.daemonRecord());
    environment = CommandRun.environment(home.root());
    environment.put("PATH", folder.resolve("bin") + ":/bin:/usr/bin");
    Files.createDirectory(folder.resolve("bin"));
  }

  @Test
  void a18_open_tokenGoesThroughAPrivateFileOnly() throws Exception {
    browser("printf '%s\\n' \"$@\" > " + folder.resolve("arguments"));

    CommandRun run = run("open");

    Path page = home.run().resolve("open.html");
    assertThat(run).isEqualTo(new CommandRun(0, "opening http://127.0.0.1:8765\n", ""));
    assertThat(folder.resolve("arguments")).hasContent(page.toString());
    assertThat(Files.getPosixFilePermissions(page))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(page)
        .content()
        .contains("url=http://127.0.0.1:8765/#token=" + token.reveal(), "no-referrer");
  }

  @Test
  void open_browserFails_saysHowToDoItByHand() throws Exception {
    browser("exit 3");

    CommandRun run = run("open");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no browser could be started", "open --print").hasLineCount(1);
    assertThat(run.err() + run.out()).doesNotContain(token.reveal());
  }

  @Test
  void open_noBrowser_saysHowToDoItByHand() {
    environment.put("PATH", folder.resolve("bin").toString());

    assertThat(run("open").err()).contains("no browser could be started");
  }

  @Test
  void openPrint_isTheAddressWithTheToken() {
    assertThat(run("open", "--print").out())
        .isEqualTo("http://127.0.0.1:8765/#token=" + token.reveal() + "\n");
  }

  @Test
  void port_isPrintedAlone() {
    assertThat(run("port")).isEqualTo(new CommandRun(0, "8765\n", ""));
  }

  @Test
  void opener_ofEachSystem() {
    assertThat(Browser.opener("Mac OS X")).containsExactly("open");
    assertThat(Browser.opener("Linux")).containsExactly("xdg-open");
    assertThat(Browser.opener("Windows 11")).startsWith("cmd.exe");
  }

  private void browser(String script) throws Exception {
    Needs.that(
        Browser.opener(System.getProperty("os.name")).equals(List.of("xdg-open")),
        "the script stands in for xdg-open");
    Path program = folder.resolve("bin/xdg-open");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, folder, arguments);
  }
}
