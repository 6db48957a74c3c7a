package io.mpm.monitor.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proxy as a process, beside a script that only writes down how it was called. */
class ProxyRunTest {

  private static final int EVENTS_BEFORE = 20;

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(folder);
    installation.program("install/bin/mpm-hook", "#!/bin/sh\necho \"$*\" >>\"${0%/*}/calls\"\n");
    installation.makeHome();
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  @Timeout(60)
  void eventsWhileItIsTerminated_areForAnotherProxy() throws Exception {
    Process proxy = startProxy();
    await().until(() -> Files.exists(installation.home().resolve("run/proxy.json")));

    // They come before it is told to end, too: none of them may be late for that.
    for (int event = 0; Files.exists(pid()); event++) {
      if (event == EVENTS_BEFORE) {
        proxy.destroy();
      }
      Files.writeString(installation.spool().resolve("stop.1.e" + event), "{}");
      TimeUnit.MILLISECONDS.sleep(1);
    }

    assertThat(proxy.waitFor()).isEqualTo(143);
    await().until(() -> Files.exists(folder.resolve("install/bin/calls")));
    assertThat(folder.resolve("install/bin/calls")).hasContent("--start-proxy");
  }

  @Test
  void homeThatIsALink_isServedWhereItLeads() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), installation.home());
    installation.environment().put("MPM_MONITOR_HOME", link.toString());

    Process proxy = startProxy();

    await().until(() -> Files.exists(pid()));
    assertThat(Files.readString(pid())).startsWith(proxy.pid() + " ");
  }

  @Test
  void homeThatCannotBeUsed_isRefusedByTheExitCodeThatHooksUnderstand() throws Exception {
    Files.createFile(installation.home().resolve("logs"));

    assertThat(startProxy().waitFor()).isEqualTo(ProxyRun.REFUSED);
  }

  @Test
  void fileThatCannotBeMade_asOnAFullDisk_isNoReasonToLeaveTheHomeAlone() throws Exception {
    Files.createDirectories(installation.home().resolve("run/proxy.lock"));

    assertThat(startProxy().waitFor()).isEqualTo(HookCommand.FAILED);

    assertThat(installation.home().resolve("run/proxy-stop.json"))
        .content()
        .contains("\"refused\":true", "proxy.lock");
  }

  @Test
  void homeOfANewerProgram_isRefusedAndNotTouched() throws Exception {
    Files.writeString(installation.home().resolve("layout"), "99\n");

    assertThat(startProxy().waitFor()).isEqualTo(ProxyRun.REFUSED);

    assertThat(installation.home().resolve("run")).doesNotExist();
  }

  @Test
  void settingsThatCannotBeUsed_areNoReasonNotToRun() throws Exception {
    Files.writeString(installation.home().resolve("config.yaml"), "proxy:\n  idle_minute: 5\n");

    Process proxy = startProxy();

    Path record = installation.home().resolve("run/proxy.json");
    await().until(() -> Files.exists(record));
    assertThat(record).content().contains("line 2", "proxy.idle_minute");
    assertThat(proxy.isAlive()).isTrue();
  }

  private Process startProxy() throws Exception {
    return installation.start(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dmpm.install=" + folder.resolve("install"),
            "-cp",
            System.getProperty("java.class.path"),
            HookMain.class.getName(),
            "proxy",
            "--silent"));
  }

  private Path pid() {
    return installation.home().resolve("run/proxy.pid");
  }
}
