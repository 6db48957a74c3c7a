package io.mpm.monitor.protocol.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

  @TempDir Path folder;

  @Test
  void read_noFile_isNothing() throws Exception {
    assertThat(ConfigFile.read(folder.resolve("none.yaml"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "# only a comment\n",
        "---\n",
        "~\n",
        "{}",
        "---\n---\n",
        "{}\n---\n# nothing\n"
      })
  void read_emptyFile_isNothing(String text) throws Exception {
    assertThat(ConfigFile.read(file(text, UTF_8))).isEmpty();
  }

  @Test
  void d14_byteOrderMarkAndCarriageReturns_areTolerated() throws Exception {
    Path file =
        file("\uFEFF# mine\r\nsocketio:\r\n  port: 9001\r\nlog:\r\n  debug: yes\r\n", UTF_8);

    assertThat(ConfigFile.read(file).values())
        .containsExactly(
            new ConfigFile.Entry("socketio.port", "9001", 3),
            new ConfigFile.Entry("log.debug", "yes", 5));
  }

  @Test
  void read_flowStyleAndDottedKeys_areTheSame() throws Exception {
    assertThat(ConfigFile.read(file("socketio: {port: 1}\nlog.debug: true\n", UTF_8)).values())
        .containsExactly(
            new ConfigFile.Entry("socketio.port", "1", 1),
            new ConfigFile.Entry("log.debug", "true", 2));
  }

  @Test
  void d14_unreadable_saysSo() throws Exception {
    Path file = Files.createDirectory(folder.resolve("config.yaml"));

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith(file + " cannot be read");
  }

  @Test
  void d14_notUtf8_saysSo() throws Exception {
    Path file = file("dashboard: {folder: /caf\u00e9}\n", ISO_8859_1);

    assertThatThrownBy(() -> ConfigFile.read(file)).hasMessage(file + " is not UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"log.debug: yes\n---\nport: 1\n", "\n---\n---\nport: 1\n"})
  void d14_secondDocument_isNotPassedOver(String text) throws Exception {
    Path file = file(text, UTF_8);

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("a second document begins here");
  }

  @Test
  void d14_notYaml_namesTheLine() throws Exception {
    Path file = file("socketio:\n  port: [1\n", UTF_8);

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageStartingWith(file + " line 2");
    Path tabbed = file("socketio:\n\tport: 1\n", UTF_8);
    assertThatThrownBy(() -> ConfigFile.read(tabbed)).hasMessageContaining("line 2 is not YAML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just words", "- a\n- b\n", "socketio: [1, 2]", "socketio:\n  - port: 1"})
  void d14_otherShape_saysWhatIsExpected(String text) throws Exception {
    Path file = file(text, UTF_8);

    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("names and single values");
  }

  @Test
  void d14_keyTwice_namesBothLines() throws Exception {
    Path file = file("socketio:\n  port: 1\n\nsocketio.port: 2\n", UTF_8);

    assertThatThrownBy(() -> ConfigFile.read(file))
        .hasMessage(file + " line 4: socketio.port is set already in line 2");
  }

  private Path file(String text, Charset charset) throws Exception {
    return Files.write(folder.resolve("config.yaml"), text.getBytes(charset));
  }
}
