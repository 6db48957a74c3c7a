package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsInForceTest {

  @TempDir Path folder;
  private Path file;
  private final List<Boolean> debug = new ArrayList<>();
  private SettingsInForce settings;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("config.yaml");
    settings =
        new SettingsInForce(read(), this::read, now -> debug.add(now.get(SettingsCatalog.DEBUG)));
  }

  private Settings read() throws InvalidSettingsException {
    return Settings.resolve(Map.of(), Map.of(), file);
  }

  @Test
  void reload_unchanged_saysNothing() throws Exception {
    assertThat(settings.reload().path("changes")).isEmpty();
  }

  @Test
  void reload_saysWhenEachChangeCounts() throws Exception {
    Files.writeString(
        file, "socketio:\n  port: 9000\nlog:\n  debug: true\nproxy:\n  batch_events: 9\n");

    assertThat(settings.reload().path("changes"))
        .extracting(change -> change.path("key").asText() + " " + change.path("effect").asText())
        .containsExactly(
            "socketio.port RESTART", "proxy.batch_events NEXT_PROXY", "log.debug AT_ONCE");
    assertThat(debug).containsExactly(true);
    assertThat(settings.reload().path("changes"))
        .as("what is not in force yet is told again")
        .extracting(change -> change.path("key").asText())
        .containsExactly("socketio.port");
  }

  @Test
  void reload_badValue_changesNothing() throws Exception {
    Files.writeString(file, "log:\n  debug: true\nsocketio:\n  port: 0\n");

    assertThatThrownBy(settings::reload)
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("1 to 65535");
    assertThat(debug).isEmpty();
  }
}
