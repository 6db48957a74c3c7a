package io.mpm.monitor.protocol.redaction;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Text in Base64 within a text. What does not begin like readable text when it is decoded, as
 * pictures, hashes and paths do not, is passed over after a few characters.
 */
final class Base64Runs {

  /** A run and the text that it stands for. */
  record Run(int start, int end, String decoded) {}

  private static final int SHORTEST = 24;

  /**
   * Decodes to 12 bytes; that all of them are printable by chance happens once in 150 000 times.
   */
  private static final int PROBE = 16;

  private Base64Runs() {}

  static List<Run> in(String text, Work work) {
    List<Run> runs = new ArrayList<>();
    work.look(text.length());
    int start = 0;
    while (start < text.length()) {
      int end = endOfRun(text, start);
      if (end - start >= SHORTEST) {
        int from = start;
        int to = end;
        decode(text.substring(start, end), work).ifPresent(it -> runs.add(new Run(from, to, it)));
      }
      start = end + 1;
    }
    return runs;
  }

  /** Runs go on over the line ends that encoders put after every 64 or 76 characters. */
  private static int endOfRun(String text, int start) {
    int lineStart = start;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean wrapped = c == '\n' && (at - lineStart == 64 || at - lineStart == 76);
      if (!wrapped && !Base64Alphabet.isAny(c)) {
        break;
      }
      at++;
      lineStart = wrapped ? at : lineStart;
    }
    return at;
  }

  private static Optional<String> decode(String run, Work work) {
    int padding = run.indexOf('=');
    String digits = (padding < 0 ? run : run.substring(0, padding)).replace("\n", "");
    String standard = digits.replace('-', '+').replace('_', '/');
    if (standard.length() < PROBE || !isPrintable(bytes(standard.substring(0, PROBE)))) {
      return Optional.empty();
    }
    work.look(run.length());
    // One digit too many stands for no byte; a run that was cut may end with it.
    int whole = standard.length() % 4 == 1 ? standard.length() - 1 : standard.length();
    byte[] decoded = bytes(standard.substring(0, whole));
    // Without an exception: most of what comes here and is no UTF-8 is no text at all.
    CharBuffer text = CharBuffer.allocate(decoded.length);
    if (!StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(decoded), text, true)
        .isError()) {
      return Optional.of(text.flip().toString());
    }
    return isPrintable(decoded)
        ? Optional.of(new String(decoded, StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  private static byte[] bytes(String digits) {
    return Base64.getDecoder().decode(digits);
  }

  private static boolean isPrintable(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 ? b != '\n' && b != '\t' && b != '\r' && b >= 0 : b == 0x7f) {
        return false;
      }
    }
    return bytes.length > 0;
  }
}
