package io.mpm.monitor.protocol.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.protocol.home.DaemonUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every setting to its default and to every way of setting it. */
class SettingsCatalogTest {

  /** What is expected of one setting; {@code other} must differ from the default. */
  record Sample(Setting<?> setting, Object defaultValue, String other, Object otherValue) {}

  /** One line a setting; {@link #catalog_hasASampleOfEverySetting} fails without it. */
  static final List<Sample> SAMPLES =
      List.of(
          new Sample(SettingsCatalog.PORT, 8765, "9001", 9001),
          new Sample(SettingsCatalog.HOST, "127.0.0.1", "localhost", "127.0.0.1"),
          new Sample(
              SettingsCatalog.SOCKET,
              Optional.empty(),
              "/run/mpm.sock",
              Optional.of(Path.of("/run/mpm.sock"))),
          new Sample(
              SettingsCatalog.TUNNELS,
              List.of(),
              "devbox:8765 [fd00::1]:9",
              List.of("devbox:8765", "[fd00::1]:9")),
          new Sample(
              SettingsCatalog.DASHBOARD, Path.of("dashboard"), "/srv/page", Path.of("/srv/page")),
          new Sample(SettingsCatalog.MEMORY, 128, "256", 256),
          new Sample(SettingsCatalog.HISTORY, false, "yes", true),
          new Sample(SettingsCatalog.HISTORY_SIZE, 512, "64", 64),
          new Sample(SettingsCatalog.HISTORY_AGE, 30, "7", 7),
          new Sample(SettingsCatalog.TOKENS, true, "off", false),
          new Sample(SettingsCatalog.SPOOL_MEGABYTES, 256, "1048575", 1048575),
          new Sample(SettingsCatalog.SPOOL_EVENTS, 200000, "9999999", 9999999),
          new Sample(SettingsCatalog.SPOOL_DAYS, 3, "364", 364),
          new Sample(SettingsCatalog.BATCH_EVENTS, 256, "9999", 9999),
          new Sample(SettingsCatalog.BATCH_KILOBYTES, 1024, "8191", 8191),
          new Sample(SettingsCatalog.EVENT_KILOBYTES, 1024, "8191", 8191),
          new Sample(SettingsCatalog.IDLE_MINUTES, 30, "525599", 525599),
          new Sample(SettingsCatalog.ACK_TIMEOUT, 5000, "299999", 299999),
          new Sample(SettingsCatalog.BREAKER_FAILURES, 5, "999", 999),
          new Sample(
              SettingsCatalog.PROXY_URL,
              Optional.empty(),
              "http://127.0.0.1:9",
              Optional.of(DaemonUrl.onLoopback(9))),
          new Sample(
              SettingsCatalog.PROXY_TOKEN_FILE,
              Optional.empty(),
              "/run/token",
              Optional.of(Path.of("/run/token"))),
          new Sample(SettingsCatalog.REDACTION, true, "false", false),
          new Sample(
              SettingsCatalog.REDACTION_RULES,
              List.of(),
              "acme ACME-[0-9]+",
              List.of("acme ACME-[0-9]+")),
          new Sample(SettingsCatalog.REDACTION_ALLOW, List.of(), "EXAMPLE", List.of("EXAMPLE")),
          new Sample(SettingsCatalog.DEBUG, false, "true", true));

  @TempDir Path folder;

  @Test
  void catalog_hasASampleOfEverySetting() {
    assertThat(SAMPLES.stream().<Setting<?>>map(Sample::setting))
        .as("settings with a test of default and override")
        .containsExactlyInAnyOrderElementsOf(SettingsCatalog.ALL);
  }

  @Test
  void catalog_namesNothingTwice() {
    assertThat(SettingsCatalog.ALL.stream().map(Setting::key)).doesNotHaveDuplicates();
    assertThat(SettingsCatalog.ALL.stream().flatMap(setting -> setting.variables().stream()))
        .doesNotHaveDuplicates();
    assertThat(SettingsCatalog.ALL.stream().flatMap(setting -> setting.option().stream()))
        .doesNotHaveDuplicates();
  }

  static Stream<Sample> samples() {
    return SAMPLES.stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void setting_default(Sample sample) throws Exception {
    Settings settings = Settings.resolve(Map.of(), Map.of(), folder.resolve("none.yaml"));

    assertThat(settings.<Object>get(any(sample))).isEqualTo(sample.defaultValue());
    assertThat(settings.isSet(sample.setting())).isFalse();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void setting_overrideByEachWay(Sample sample) throws Exception {
    assertThat(sample.other()).isNotEqualTo(sample.setting().defaultText());
    Path none = folder.resolve("none.yaml");
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"), sample.setting().key() + ": " + sample.other() + "\n");

    assertOverridden(sample, Settings.resolve(Map.of(), Map.of(), file));
    for (String variable : sample.setting().variables()) {
      assertOverridden(sample, Settings.resolve(Map.of(), Map.of(variable, sample.other()), none));
    }
    for (String option : sample.setting().option().stream().toList()) {
      assertOverridden(sample, Settings.resolve(Map.of(option, sample.other()), Map.of(), none));
    }
  }

  /** The whole numbers that can be set, with their edges. */
  static Stream<Arguments> ranges() {
    return Stream.of(
        range(SettingsCatalog.PORT, 1, 65535),
        range(SettingsCatalog.MEMORY, 64, 4096),
        range(SettingsCatalog.HISTORY_SIZE, 64, 100_000),
        range(SettingsCatalog.HISTORY_AGE, 1, 3650),
        range(SettingsCatalog.SPOOL_MEGABYTES, 1, 1_048_576),
        range(SettingsCatalog.SPOOL_EVENTS, 1, 10_000_000),
        range(SettingsCatalog.SPOOL_DAYS, 1, 365),
        range(SettingsCatalog.BATCH_EVENTS, 1, 10_000),
        range(SettingsCatalog.BATCH_KILOBYTES, 1, 8192),
        range(SettingsCatalog.EVENT_KILOBYTES, 512, 8192),
        range(SettingsCatalog.IDLE_MINUTES, 1, 525_600),
        range(SettingsCatalog.ACK_TIMEOUT, 2000, 300_000),
        range(SettingsCatalog.BREAKER_FAILURES, 1, 1000));
  }

  private static Arguments range(Setting<Integer> setting, int least, int most) {
    return Arguments.of(setting, least, most);
  }

  @Test
  void ranges_haveEveryNumber() {
    List<Setting<?>> numbers =
        SAMPLES.stream()
            .filter(sample -> sample.defaultValue() instanceof Integer)
            .<Setting<?>>map(Sample::setting)
            .toList();

    assertThat(ranges().<Object>map(range -> range.get()[0]))
        .containsExactlyInAnyOrderElementsOf(numbers);
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void number_isTakenAtItsEdgesAndRefusedBeyond(Setting<Integer> setting, int least, int most)
      throws Exception {
    assertThat(resolve(setting, least).get(setting)).isEqualTo(least);
    assertThat(resolve(setting, most).get(setting)).isEqualTo(most);
    for (int beyond : new int[] {least - 1, most + 1}) {
      assertThatThrownBy(() -> resolve(setting, beyond))
          .isInstanceOf(InvalidSettingsException.class)
          .hasMessageContainingAll(
              setting.key(), "\"" + beyond + "\"", "from " + least + " to " + most);
    }
  }

  private Settings resolve(Setting<Integer> setting, int value) throws Exception {
    return Settings.resolve(
        Map.of(),
        Map.of(setting.variables().get(0), Integer.toString(value)),
        folder.resolve("none.yaml"));
  }

  private static void assertOverridden(Sample sample, Settings settings) {
    assertThat(settings.<Object>get(any(sample))).isEqualTo(sample.otherValue());
    assertThat(settings.text(sample.setting())).isEqualTo(sample.other());
    assertThat(settings.isSet(sample.setting())).isTrue();
  }

  @SuppressWarnings("unchecked") // only compared
  private static Setting<Object> any(Sample sample) {
    return (Setting<Object>) sample.setting();
  }
}
