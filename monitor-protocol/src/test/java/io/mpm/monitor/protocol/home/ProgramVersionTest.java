package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramVersionTest {

  @Test
  void compareTo_numbersAsNumbersAndSnapshotsFirst() {
    List<ProgramVersion> rising =
        Stream.of("0.1.0-SNAPSHOT", "0.1.0", "0.1.1", "0.2.0", "0.10.0", "1")
            .map(ProgramVersion::new)
            .toList();

    assertThat(rising).isSorted();
    assertThat(rising.get(4).isNewerThan(rising.get(3))).isTrue();
    assertThat(rising.get(3).isNewerThan(rising.get(3))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "development", "1 2", "1/2", "../1", "@{project.version}", "1-"})
  void parse_nonsense(String text) {
    assertThat(ProgramVersion.parse(text)).isEmpty();
  }

  @Test
  void constructor_namesTheValue() {
    assertThatThrownBy(() -> new ProgramVersion("a b")).hasMessageContaining("a b");
    assertThat(ProgramVersion.parse("1".repeat(64))).isPresent();
    assertThat(ProgramVersion.parse("1".repeat(65))).isEmpty();
  }

  @Test
  void of_classThatIsInNoJarOfOurs() {
    assertThat(ProgramVersion.of(ProgramVersionTest.class)).isEmpty();
    assertThat(ProgramVersion.textOf(ProgramVersionTest.class)).isEqualTo("development");
  }
}
