package io.mpm.monitor.protocol.settings;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps the reference in {@code docs/configuration.md} equal to the catalog. */
class ConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String BEGIN = "<!-- the catalog: begin -->\n";
  private static final String END = "<!-- the catalog: end -->\n";

  /**
   * Puts the table into the page with {@code -Dmpm.docs.write=true}; without it, fails when the
   * page holds another one.
   */
  @Test
  void page_tableEqualsCatalog() throws Exception {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(page).contains(BEGIN, END);

    if (Boolean.getBoolean("mpm.docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
      return;
    }

    assertThat(page.substring(begin, end))
        .as("the table in docs/configuration.md; -Dmpm.docs.write=true writes it anew")
        .isEqualTo(table());
  }

  private static String table() {
    return """
        | in `config.yaml` | in the environment | option | default | allowed | what it does | a change counts |
        |---|---|---|---|---|---|---|
        """
        + SettingsCatalog.ALL.stream().map(ConfigurationPageTest::row).collect(joining());
  }

  private static String row(Setting<?> setting) {
    return "| `%s` | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            setting.key(),
            setting.variables().stream().map(ConfigurationPageTest::code).collect(joining(", ")),
            setting.option().map(ConfigurationPageTest::code).orElse(""),
            setting.defaultText().isEmpty() ? "nothing" : code(setting.defaultText()),
            setting.kind().allowed(),
            setting.sentence(),
            counts(setting.effect()));
  }

  private static String counts(Effect effect) {
    return switch (effect) {
      case AT_ONCE -> "on `reload`";
      case NEXT_PROXY -> "on `reload`, with another proxy";
      case RESTART -> "on `restart`";
    };
  }

  private static String code(String name) {
    return "`" + name + "`";
  }
}
