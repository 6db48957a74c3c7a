package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLayoutTest {

  @TempDir Path folder;

  @Test
  void homeOfBeforeThereWasANumber_isTakenOver_andKeepsWhatItHolds() throws Exception {
    MonitorHome home = new MonitorHome(folder.resolve("home"));
    Files.createDirectories(home.spool());
    Files.writeString(home.config(), "log: {debug: true}\n");
    Files.writeString(home.spool().resolve("stop.1.a"), "{}");

    home.prepare();
    home.prepare();

    assertThat(Files.readString(home.root().resolve("layout"))).isEqualTo("1\n");
    assertThat(Files.readString(home.config())).isEqualTo("log: {debug: true}\n");
    assertThat(home.spool().resolve("stop.1.a")).exists();
  }

  @Test
  void newerHome_isRefusedAndLeftAsItIs() throws Exception {
    MonitorHome home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    Files.writeString(home.root().resolve("layout"), "2\n");

    assertThatThrownBy(home::prepare)
        .hasMessageContaining("a newer MPM Monitor has used this home")
        .hasMessageContaining("its layout is 2, this program knows 1")
        .hasMessageContaining("MPM_MONITOR_HOME");
    assertThat(Files.readString(home.root().resolve("layout"))).isEqualTo("2\n");
  }

  @Test
  void nonsense_isRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("layout"), "two\n");

    assertThatThrownBy(() -> HomeLayout.claim(file)).hasMessageContaining("such as 1");
  }
}
