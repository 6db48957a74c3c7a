package io.mpm.monitor.protocol.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  @TempDir Path folder;
  Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("config.yaml");
  }

  @Test
  void resolve_flagBeforeEnvironmentBeforeFileBeforeDefault() throws Exception {
    assertThat(resolve(Map.of(), Map.of()).get(SettingsCatalog.PORT)).isEqualTo(8765);
    write("socketio:\n  port: 9001\n");
    assertThat(resolve(Map.of(), Map.of()).get(SettingsCatalog.PORT)).isEqualTo(9001);
    Map<String, String> environment = Map.of("SOCKETIO_PORT", "9002");
    assertThat(resolve(Map.of(), environment).get(SettingsCatalog.PORT)).isEqualTo(9002);
    Map<String, String> flags = Map.of("--port", "9003");
    assertThat(resolve(flags, environment).get(SettingsCatalog.PORT)).isEqualTo(9003);
  }

  @Test
  void resolve_ourVariableBeforeTheSeeds() throws Exception {
    Settings settings =
        resolve(Map.of(), Map.of("SOCKETIO_PORT", "9002", "MPM_MONITOR_PORT", "9004"));

    assertThat(settings.get(SettingsCatalog.PORT)).isEqualTo(9004);
  }

  @Test
  void resolve_emptyVariableIsNotSet() throws Exception {
    Settings settings = resolve(Map.of(), Map.of("SOCKETIO_PORT", " "));

    assertThat(settings.isSet(SettingsCatalog.PORT)).isFalse();
  }

  @Test
  void origin_namesWhereTheValueWasFound() throws Exception {
    assertThat(resolve(Map.of(), Map.of()).origin(SettingsCatalog.PORT)).hasToString("default");
    write("# mine\nsocketio:\n  host: localhost\n  port: 9001\n");
    assertThat(resolve(Map.of(), Map.of()).origin(SettingsCatalog.PORT))
        .hasToString(file + " line 4");
    assertThat(resolve(Map.of(), Map.of("SOCKETIO_PORT", "1")).origin(SettingsCatalog.PORT))
        .hasToString("environment variable SOCKETIO_PORT");
    assertThat(resolve(Map.of("--port", "1"), Map.of()).origin(SettingsCatalog.PORT))
        .hasToString("option --port");
  }

  @Test
  void d14_unknownKey_namesNearestAndLine() throws Exception {
    write("# mine\nsocketio:\n  prot: 9001\n");

    assertRefused(() -> resolve(Map.of(), Map.of()))
        .hasMessage(
            file + " line 3: there is no setting \"socketio.prot\"; did you mean socketio.port?");
  }

  @Test
  void d14_unknownKeyInNoSection_namesNearest() throws Exception {
    write("memory: 256\n");

    assertRefused(() -> resolve(Map.of(), Map.of()))
        .hasMessageContaining("line 1: there is no setting \"memory\"")
        .hasMessageContaining("did you mean daemon.memory_mb?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "70000", "-1", "80a", "8765ms", "1.5", "99999999999", "\"\""})
  void d14_badPort_namesKeyValueRangeAndOrigin(String port) throws Exception {
    write("socketio:\n  port: " + port + "\n");

    assertRefused(() -> resolve(Map.of(), Map.of()))
        .hasMessage(
            "socketio.port: \"%s\" (%s line 2) is not a whole number from 1 to 65535"
                .formatted(port.replace("\"", ""), file));
  }

  @Test
  void d14_badVariable_namesIt() {
    assertRefused(() -> resolve(Map.of(), Map.of("SOCKETIO_PORT", "eighty")))
        .hasMessage(
            "socketio.port: \"eighty\" (environment variable SOCKETIO_PORT) is not a whole number"
                + " from 1 to 65535");
  }

  @Test
  void d14_badValueBehindAFlag_isStillRefused() throws Exception {
    write("socketio: {port: 70000}\n");

    assertRefused(() -> resolve(Map.of("--port", "9003"), Map.of()))
        .hasMessageContaining("\"70000\"");
  }

  @Test
  void d14_keyWithoutValue_isRefused() throws Exception {
    write("socketio:\n  port:\n");

    assertRefused(() -> resolve(Map.of(), Map.of())).hasMessageContaining("socketio.port: \"\"");
  }

  @Test
  void d14_problems_areAllNamedAtOnce() throws Exception {
    write("socketio:\n  prot: 1\nhistory:\n  max_days: 0\n");

    assertThat(Settings.problems(Map.of(), Map.of("MPM_MONITOR_MEMORY_MB", "1"), file))
        .satisfiesExactly(
            first -> assertThat(first).contains("line 2", "socketio.prot", "socketio.port"),
            second -> assertThat(second).contains("daemon.memory_mb", "\"1\"", "64 to 4096"),
            third -> assertThat(third).contains("history.max_days", "line 4", "1 to 3650"));
    assertThat(Settings.problems(Map.of(), Map.of(), folder.resolve("none.yaml"))).isEmpty();
  }

  @Test
  void resolve_sectionWithAllCommentedOut_isNoError() throws Exception {
    write("socketio:\n  # port: 1\n");

    assertThat(resolve(Map.of(), Map.of()).isSet(SettingsCatalog.PORT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.7", "example.org", "127.0.0.1.evil.test"})
  void a1_hostBeyondLoopback_isRefusedWithAdvice(String host) throws Exception {
    write("socketio:\n  host: \"" + host + "\"\n");

    assertRefused(() -> resolve(Map.of(), Map.of()))
        .hasMessageContaining("socketio.host: \"" + host + "\"")
        .hasMessageContaining("127.0.0.1 or localhost")
        .hasMessageContaining("ssh -L");
  }

  @Test
  void a1_localhost_isTheLoopbackAddress() throws Exception {
    Settings settings = resolve(Map.of(), Map.of("MPM_MONITOR_HOST", "LocalHost"));

    assertThat(settings.get(SettingsCatalog.HOST)).isEqualTo("127.0.0.1");
  }

  private Settings resolve(Map<String, String> flags, Map<String, String> environment)
      throws InvalidSettingsException {
    return Settings.resolve(flags, environment, file);
  }

  private void write(String yaml) throws IOException {
    Files.write(file, yaml.getBytes(UTF_8));
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(InvalidSettingsException.class);
  }

  @Test
  void lenient_badValuesAreTheDefault_goodOnesTheirOwn() {
    Settings settings =
        Settings.lenient(
            Map.of(),
            Map.of("SOCKETIO_PORT", "many", "MPM_MONITOR_MEMORY_MB", "256"),
            Path.of("none.yaml"));

    assertThat(settings.get(SettingsCatalog.PORT)).isEqualTo(8765);
    assertThat(settings.get(SettingsCatalog.MEMORY)).isEqualTo(256);
  }
}
