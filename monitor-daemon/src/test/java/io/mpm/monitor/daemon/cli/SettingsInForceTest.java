package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Setting;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsInForceTest {

  private static final Map<String, String> OTHER_VALUES =
      Map.of(
          "socketio.host", "localhost",
          "socketio.socket", "/run/mpm.sock",
          "socketio.tunnels", "devbox.example:8765",
          "proxy.url", "http://127.0.0.1:9000",
          "proxy.token_file", "/etc/token",
          "redaction.rules", "acme-key ACME-[0-9A-F]{32}",
          "redaction.allow", "ACME-0{32}");

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

  static List<Setting<?>> catalog() {
    return SettingsCatalog.ALL;
  }

  /** With a good value for each that is not its default. */
  @ParameterizedTest
  @MethodSource("catalog")
  void reload_ofEachSetting_tellsItAloneAndWhenItCounts(Setting<?> setting) throws Exception {
    String value = OTHER_VALUES.getOrDefault(setting.key(), flippedOrOneMore(setting));
    int dot = setting.key().indexOf('.');
    Files.writeString(
        file,
        "%s:%n  %s: %s%n"
            .formatted(setting.key().substring(0, dot), setting.key().substring(dot + 1), value));

    JsonNode changes = settings.reload().path("changes");

    assertThat(changes).hasSize(1);
    assertThat(changes.path(0).path("key").asText()).isEqualTo(setting.key());
    assertThat(changes.path(0).path("effect").asText())
        .isEqualTo(
            switch (setting.key().substring(0, dot)) {
              case "log" -> "AT_ONCE";
              case "proxy", "redaction" -> "NEXT_PROXY";
              default -> "RESTART";
            });
    assertThat(settings.reload().path("changes"))
        .as("only what is not in force yet is told again")
        .hasSize(changes.path(0).path("effect").asText().equals("RESTART") ? 1 : 0);
  }

  private static String flippedOrOneMore(Setting<?> setting) {
    String usual = setting.defaultText();
    return switch (usual) {
      case "true" -> "false";
      case "false" -> "true";
      default -> usual.matches("[0-9]+") ? Long.toString(Long.parseLong(usual) + 1) : "other";
    };
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
