package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemLinesTest {

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "A", "-----BEGIN ", "-", " "})
  void r3_costOfALineGrowsWithItsLength(String unit) {
    CountedLine line = new CountedLine("-----BEGIN " + unit.repeat(10_000));

    assertThat(PemLines.begins(line)).isFalse();

    assertThat(line.looks).isLessThan(20L * line.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----",
        "+-----BEGIN RSA PRIVATE KEY-----",
        "x -----BEGIN PGP PRIVATE KEY BLOCK----- y"
      })
  void begins_atAKeysFirstLine(String line) {
    assertThat(PemLines.begins(line)).isTrue();
    assertThat(PemLines.begins(line + "MIIE-----END PRIVATE KEY-----")).isFalse();
  }

  private static final class CountedLine implements CharSequence {

    private final String text;
    private long looks;

    CountedLine(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
