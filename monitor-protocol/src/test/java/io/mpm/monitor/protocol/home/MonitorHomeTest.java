package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorHomeTest {

  @TempDir Path folder;

  @Test
  void of_takesTheNamedFolder() {
    MonitorHome home = MonitorHome.of(Map.of(MonitorHome.VARIABLE, folder + "/x/../home"));

    assertThat(home.root()).isEqualTo(folder.resolve("home"));
  }

  @Test
  void of_defaultsToTheUsersFolder() {
    Path expected = Path.of(System.getProperty("user.home"), ".mpm-monitor");

    assertThat(MonitorHome.of(Map.of()).root()).isEqualTo(expected.toAbsolutePath());
    assertThat(MonitorHome.of(Map.of(MonitorHome.VARIABLE, "")))
        .isEqualTo(MonitorHome.of(Map.of()));
  }

  @Test
  void of_refusesARelativeFolder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonitorHome.of(Map.of(MonitorHome.VARIABLE, "~/monitor")))
        .withMessageContaining(MonitorHome.VARIABLE)
        .withMessageContaining("~/monitor");
  }

  @Test
  void prepare_makesTheFoldersAndKeepsWhatIsThere() throws IOException {
    MonitorHome home = new MonitorHome(folder.resolve("a/home"));
    home.prepare();
    Path spooled = Files.writeString(home.spool().resolve("stop.1.a"), "{}");

    home.prepare();

    assertThat(home.run()).isDirectory();
    assertThat(home.logs()).isDirectory();
    assertThat(spooled).hasContent("{}");
  }

  @Test
  void requireUsable_makesNothing() throws IOException {
    MonitorHome home = new MonitorHome(folder.resolve("home"));

    home.requireUsable();

    assertThat(home.root()).doesNotExist();
    home.prepare();
    home.requireUsable();
  }

  @Test
  void requireUsable_saysWhatPrepareWouldFailOver() throws IOException {
    MonitorHome home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    Files.delete(home.spool());
    Files.createSymbolicLink(home.spool(), folder);
    assertThatIOException().isThrownBy(home::requireUsable).withMessageContaining("not a link");

    Files.delete(home.spool());
    Files.writeString(home.root().resolve("layout"), "99");
    assertThatIOException()
        .isThrownBy(home::requireUsable)
        .withMessageContaining("newer MPM Monitor");
    assertThat(home.spool()).doesNotExist();
  }

  @Test
  void names_liveInTheHome() {
    MonitorHome home = new MonitorHome(folder);

    assertThat(home.config()).isEqualTo(folder.resolve("config.yaml"));
    assertThat(home.token()).isEqualTo(folder.resolve("token"));
    assertThat(home.daemonRecord()).isEqualTo(folder.resolve("run/daemon.json"));
    assertThat(home.daemonStop()).isEqualTo(folder.resolve("run/daemon-stop.json"));
    assertThat(home.proxyPid()).isEqualTo(folder.resolve("run/proxy.pid"));
  }
}
