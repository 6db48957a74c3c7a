package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.proxy.batch.BatchPolicy;
import io.mpm.monitor.proxy.intake.SpoolCaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyConfigurationTest {

  @TempDir Path folder;
  private MonitorHome home;

  @BeforeEach
  void makeHome() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
  }

  @Test
  void read_withoutWordsTheDefaults() throws Exception {
    ProxySettings settings = ProxyConfiguration.read(home, Map.of()).settings();
    ProxySettings defaults = ProxySettings.defaults();

    assertThat(settings).usingRecursiveComparison().ignoringFields("sanitizer").isEqualTo(defaults);
    assertThat(settings.sanitizer()).isPresent();
  }

  @Test
  void read_everyKeyArrives() throws Exception {
    Files.writeString(
        home.config(),
        """
        proxy:
          spool_max_mb: 7
          spool_max_events: 8
          spool_max_days: 9
          batch_events: 10
          batch_kb: 11
          event_max_kb: 512
          idle_minutes: 12
          ack_timeout_ms: 2300
          breaker_failures: 14
          url: http://127.0.0.1:9999
          token_file: %s
        """
            .formatted(folder.resolve("token")));
    PrivateFiles.write(folder.resolve("token"), "t".repeat(43) + "\n");

    ProxyConfiguration read = ProxyConfiguration.read(home, Map.of());

    ProxySettings settings = read.settings();
    assertThat(settings.caps()).isEqualTo(new SpoolCaps(7L << 20, 8, Duration.ofDays(9)));
    assertThat(settings.batch()).isEqualTo(new BatchPolicy(10, 11 << 10));
    assertThat(settings.reading().eventBytes()).isEqualTo(512 << 10);
    assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(12));
    assertThat(settings.answerTimeout()).isEqualTo(Duration.ofMillis(2300));
    assertThat(settings.breaker().failures()).isEqualTo(14);
    var daemon = read.daemon().find().orElseThrow();
    assertThat(daemon.url()).hasToString("http://127.0.0.1:9999");
    assertThat(daemon.token().orElseThrow().reveal()).isEqualTo("t".repeat(43));
    assertThat(read.toString()).doesNotContain("ttt");
  }

  /** What the catalog lets through, the rooms must take. */
  @ParameterizedTest
  @CsvSource({
    "SPOOL_MAX_MB,1",
    "SPOOL_MAX_MB,1048576",
    "SPOOL_MAX_EVENTS,1",
    "SPOOL_MAX_EVENTS,10000000",
    "SPOOL_MAX_DAYS,1",
    "SPOOL_MAX_DAYS,365",
    "BATCH_EVENTS,1",
    "BATCH_EVENTS,10000",
    "BATCH_KB,1",
    "BATCH_KB,8192",
    "EVENT_MAX_KB,512",
    "EVENT_MAX_KB,8192",
    "IDLE_MINUTES,1",
    "IDLE_MINUTES,525600",
    "ACK_TIMEOUT_MS,2000",
    "ACK_TIMEOUT_MS,300000",
    "BREAKER_FAILURES,1",
    "BREAKER_FAILURES,1000"
  })
  void read_edgesOfTheCatalogAreTaken(String name, String value) throws Exception {
    Map<String, String> environment = Map.of("MPM_MONITOR_PROXY_" + name, value);

    assertThat(ProxyConfiguration.read(home, environment).settings())
        .isNotEqualTo(ProxySettings.defaults());
  }

  @Test
  void read_ownRulesAndExceptions() throws Exception {
    Files.writeString(
        home.config(),
        """
        redaction:
          rules: |
            acme ACME-[0-9A-F]{8}
            badge  badge:([0-9]+)
          allow: |
            ACME-00000000
        """);

    var sanitizer = ProxyConfiguration.read(home, Map.of()).settings().sanitizer().orElseThrow();

    assertThat(sanitizer.apply(TextNode.valueOf("ACME-0123ABCD ACME-00000000 badge:77")).asText())
        .isEqualTo("[redacted:acme] ACME-00000000 badge:[redacted:badge]");
  }

  @Test
  void read_redactionOff() throws Exception {
    assertThat(
            ProxyConfiguration.read(home, Map.of("MPM_MONITOR_REDACTION_ENABLED", "no"))
                .settings()
                .sanitizer())
        .isEmpty();
  }

  @Test
  void read_ruleThatIsNone() throws Exception {
    Files.writeString(home.config(), "redaction: {rules: alone}\n");
    assertThatThrownBy(() -> ProxyConfiguration.read(home, Map.of()))
        .hasMessageContaining("redaction.rules")
        .hasMessageContaining("alone");
    Files.writeString(home.config(), "redaction: {rules: 'acme (?<=x)y'}\n");
    assertThatThrownBy(() -> ProxyConfiguration.read(home, Map.of()))
        .hasMessageContaining("acme")
        .hasMessageContaining("RE2");
  }

  @Test
  void of_settingsInOrder_areThoseThatAreRead() throws Exception {
    ProxyConfiguration configuration = ProxyConfiguration.of(home, Map.of());

    assertThat(configuration.settings())
        .usingRecursiveComparison()
        .ignoringFields("sanitizer")
        .isEqualTo(ProxySettings.defaults());
    assertThat(configuration.faulty()).isEmpty();
  }

  @Test
  void of_misspeltKey_takesWhatIsRightAndDeliversNothing() throws Exception {
    Files.writeString(
        home.config(),
        """
        proxy:
          idle_minute: 5
          spool_max_events: many
          spool_max_days: 9
          url: http://127.0.0.1:9999
        redaction:
          rules: acme ACME-[0-9A-F]{8}
        """);

    ProxyConfiguration configuration = ProxyConfiguration.of(home, Map.of());

    SpoolCaps defaults = SpoolCaps.defaults();
    assertThat(configuration.settings().caps())
        .isEqualTo(new SpoolCaps(defaults.bytes(), defaults.files(), Duration.ofDays(9)));
    assertThat(redacted(configuration, "ACME-0123ABCD")).isEqualTo("[redacted:acme]");
    assertThat(configuration.daemon().find()).isEmpty();
    assertThat(configuration.faulty()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redaction: {rules: alone}", "proxy: [", "redaction.rules: 'x (?<=y)z'"})
  void of_rulesThatCannotBeRead_areThoseThatAreBuiltIn(String yaml) throws Exception {
    Files.writeString(home.config(), yaml + "\n");

    ProxyConfiguration configuration = ProxyConfiguration.of(home, Map.of());

    assertThat(redacted(configuration, FakeSecrets.ALL.get(0))).startsWith("[redacted:");
    assertThat(configuration.faulty()).isPresent();
  }

  @Test
  void of_redactionOffBesideAnError_staysOff() throws Exception {
    Files.writeString(home.config(), "redaction.enabled: false\nnonsense: 1\n");

    assertThat(ProxyConfiguration.of(home, Map.of()).settings().sanitizer()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MPM_MONITOR_URL,ftp://somewhere",
    "MPM_MONITOR_TOKEN,guess",
    "MPM_MONITOR_TOKEN_FILE,/nonexistent",
    "MPM_MONITOR_PROXY_BATCH_EVENTS,many"
  })
  void of_environmentWithNonsense_deliversNothing(String variable, String value) throws Exception {
    ProxyConfiguration configuration = ProxyConfiguration.of(home, Map.of(variable, value));

    assertThat(configuration.daemon().find()).isEmpty();
    assertThat(configuration.faulty()).isPresent();
  }

  private static String redacted(ProxyConfiguration configuration, String text) {
    return configuration
        .settings()
        .sanitizer()
        .orElseThrow()
        .apply(TextNode.valueOf(text))
        .asText();
  }
}
