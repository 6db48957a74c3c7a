package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.codec.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringTrimmerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":\"12345678\",\"b\":[1,true,null,\"\"]}",
        "{\"a\":\"\\\"\\\\\\n\"}",
        "{\"cut\":\"off",
        "no json at all",
        "{\"a\":\"\\"
      })
  void read_shortStringsPass(String json) throws IOException {
    assertThat(trim(json, 8)).isEqualTo(json.endsWith("\\") ? "{\"a\":\"" : json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "abcdefgh        | abcd…[truncated, 4 of 8 characters]",
        "abc€ef          | abc…[truncated, 3 of 6 characters]",
        "ab\\n\\\"xyz    | ab\\n…[truncated, 3 of 7 characters]",
        "abc\\\"z        | abc…[truncated, 3 of 5 characters]",
        "\\u20acabc      | …[truncated, 0 of 4 characters]",
      })
  void read_longStringsLoseTheirEnds(String text, String left) throws IOException {
    assertThat(trim("[\"" + text + "\",\"b\"]", 4)).isEqualTo("[\"" + left + "\",\"b\"]");
  }

  @Test
  void read_escapedPairsStayTogether() throws IOException {
    assertThat(trim("\"ab\\ud83d\\ude00cd\"", 8))
        .isEqualTo("\"ab\\ud83d\\ude00…[truncated, 4 of 6 characters]\"");
    assertThat(trim("\"abc\\uD83D\\uDE00cd\"", 8))
        .isEqualTo("\"abc…[truncated, 3 of 7 characters]\"");
  }

  @Test
  void read_cutAnywhereIsStillJson() throws Exception {
    String text = "aé€😀\\u00e9\\ud83d\\ude00\\\\\\\"".repeat(5);
    for (int limit = 0; limit < 200; limit++) {
      Json.parse(trim("{\"text\":\"" + text + "\"}", limit));
    }
  }

  @Test
  void read_enormousStringInSmallBites() throws IOException {
    long length = 64L << 20;
    try (InputStream in = new StringTrimmer(new Endless(length), 1000)) {
      byte[] all = in.readAllBytes();
      assertThat(new String(all, StandardCharsets.UTF_8))
          .startsWith("\"xxx")
          .endsWith("…[truncated, 1000 of " + (length - 2) + " characters]\"");
    }
  }

  private static String trim(String json, int limit) throws IOException {
    InputStream source = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    try (InputStream in = new StringTrimmer(source, limit)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One string of that many bytes, made as it is read. */
  private static final class Endless extends InputStream {

    private final long length;
    private long at;

    Endless(long length) {
      this.length = length;
    }

    @Override
    public int read() {
      if (at == length) {
        return -1;
      }
      at++;
      return at == 1 || at == length ? '"' : 'x';
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
      int count = (int) Math.min(wanted, length - at);
      for (int i = 0; i < count; i++) {
        target[offset + i] = (byte) read();
      }
      return count == 0 && wanted > 0 ? -1 : count;
    }
  }
}
