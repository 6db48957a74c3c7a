package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of redaction rule what no proxy has looked at. */
class RedactionsTest {

  private static final String SECRET = "ghp_" + "J8sK2mQ4vT6xZ0bN3cR5dF7gH9jL1pW8yU2e";

  @TempDir Path folder;

  @Test
  void defaults_takeOutWhatIsKnown() throws Exception {
    Redactions redactions = redactions("");

    assertThat(event(redactions, SECRET + " ACME-0123ABCD"))
        .startsWith("[redacted:")
        .endsWith(" ACME-0123ABCD");
    assertThat(redactions.file(SECRET)).startsWith("[redacted:");
  }

  @Test
  void rulesAndExceptions_areTheUsers() throws Exception {
    Redactions redactions =
        redactions(
            """
            redaction:
              rules: acme ACME-[0-9A-F]{8}
              allow: ACME-00000000
            """);

    assertThat(event(redactions, "ACME-0123ABCD ACME-00000000"))
        .isEqualTo("[redacted:acme] ACME-00000000");
    assertThat(redactions.file("ACME-0123ABCD")).isEqualTo("[redacted:acme]");
  }

  @Test
  void off_everythingStays() throws Exception {
    Redactions redactions = redactions("redaction: {enabled: false}");
    String longText = "x".repeat(100_000) + SECRET;

    assertThat(event(redactions, longText)).isEqualTo(longText);
    assertThat(redactions.file(SECRET)).isEqualTo(SECRET);
  }

  @Test
  void change_countsFromTheNextEventOn() throws Exception {
    AtomicReference<RedactionSettings> settings = new AtomicReference<>(settings(""));
    Redactions redactions = new Redactions(settings::get);
    assertThat(event(redactions, "ACME-0123ABCD")).isEqualTo("ACME-0123ABCD");

    settings.set(settings("redaction: {rules: 'acme ACME-[0-9A-F]{8}'}"));

    assertThat(event(redactions, "ACME-0123ABCD")).isEqualTo("[redacted:acme]");
    assertThat(redactions.file("ACME-0123ABCD")).isEqualTo("[redacted:acme]");
  }

  private Redactions redactions(String config) throws Exception {
    RedactionSettings fixed = settings(config);
    return new Redactions(() -> fixed);
  }

  private RedactionSettings settings(String config) throws Exception {
    Path file = Files.writeString(folder.resolve("config.yaml"), config);
    return RedactionSettings.of(Settings.resolve(Map.of(), Map.of(), file));
  }

  private static String event(Redactions redactions, String text) {
    JsonNode data = redactions.event(TextNode.valueOf(text));
    return data.asText();
  }
}
