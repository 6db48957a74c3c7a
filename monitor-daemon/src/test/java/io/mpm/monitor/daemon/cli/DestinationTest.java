package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationTest {

  @TempDir private Path temporary;

  private Optional<String> elsewhere(Map<String, String> environment) throws Exception {
    Settings settings = Settings.resolve(Map.of(), environment, temporary.resolve("config.yaml"));
    return new Destination(settings, 9000).elsewhere();
  }

  @Test
  void noAddress_orThisMonitors_isHere() throws Exception {
    assertThat(elsewhere(Map.of())).isEmpty();
    assertThat(elsewhere(Map.of("MPM_MONITOR_URL", "http://localhost:9000"))).isEmpty();
    assertThat(
            elsewhere(
                Map.of(
                    "MPM_MONITOR_URL",
                    "unix:/run/mpm.sock",
                    "MPM_MONITOR_SOCKET",
                    "/run/mpm.sock")))
        .isEmpty();
  }

  @Test
  void anotherAddress_isNamedWithWhoSaysIt() throws Exception {
    assertThat(elsewhere(Map.of("MPM_MONITOR_URL", "http://127.0.0.1:9")))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .startsWith(
                        "proxy.url (environment variable MPM_MONITOR_URL) sends events to"
                            + " http://127.0.0.1:9,"));
    assertThat(elsewhere(Map.of("MPM_MONITOR_URL", "unix:/run/mpm.sock"))).isPresent();
  }

  @Test
  void runAndDemo_wouldShowNothingThen_andAreRefused() throws Exception {
    Path hook = Path.of("/bin/true");
    Path install = temporary.resolve("install");
    Files.createDirectories(install.resolve("bin"));
    Files.copy(hook, install.resolve("bin/mpm-hook"));
    Map<String, String> environment = CommandRun.environment(temporary.resolve("home"));
    environment.put("MPM_MONITOR_URL", "http://127.0.0.1:9");

    for (String[] line :
        new String[][] {{"demo", "--no-open"}, {"run", "--", "sh", "-c", "exit"}}) {
      CommandRun run = CommandRun.of(environment, install, line);
      assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
      assertThat(run.err()).contains("http://127.0.0.1:9, and a monitor here hears none of them");
    }
    assertThat(temporary.resolve("home")).doesNotExist();
  }
}
