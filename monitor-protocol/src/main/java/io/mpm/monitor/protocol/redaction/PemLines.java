package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.regex.Pattern;

/** Follows a private key over the lines of a list, as in a patch: one line, one element. */
final class PemLines {

  static final String RULE = "private-key";

  /**
   * What a private key's first and last line end with. So few characters between the dashes: a line
   * may have a million, and none is tried often.
   */
  static final String PRIVATE_KEY = "[A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----";

  /** What stands before the secret lines of PuTTY's keys, and behind them. */
  static final String PUTTY_BEGIN = "Private-Lines: [0-9]{1,3}";

  static final String PUTTY_END = "Private-MAC:";

  private static final Pattern BEGIN =
      Pattern.compile("-----BEGIN " + PRIVATE_KEY + "|" + PUTTY_BEGIN);

  private static final Pattern END = Pattern.compile("-----END|" + PUTTY_END);

  /** Digits and signs before it are line numbers and a patch's. */
  private static final Pattern BODY = Pattern.compile("[-+ \\t0-9→|:]*+[A-Za-z0-9+/]*+={0,2}\\s*");

  private static final Pattern LAST = Pattern.compile("-----END " + PRIVATE_KEY + "|" + PUTTY_END);

  /** Words before a key are no lines of it; its last line alone may be short. */
  private static final Pattern WHOLE = Pattern.compile("[A-Za-z0-9+/]{40}");

  private final JsonNode list;
  private final BitSet bodies = new BitSet();
  private int next;

  /** Follows the keys in {@code list}, whose elements need not be texts. */
  PemLines(JsonNode list) {
    this.list = list;
    down();
    up();
  }

  /** Whether the next element of the list is part of a private key. */
  boolean nextIsBody() {
    return bodies.get(next++);
  }

  private void down() {
    boolean inside = false;
    for (int i = 0; i < list.size(); i++) {
      String line = line(i);
      if (inside && isBody(line)) {
        bodies.set(i);
      } else {
        inside = begins(line) || (inside && Marker.isMarker(line));
      }
    }
  }

  /** From a last line whose first one is not there, as in a patch. */
  private void up() {
    int last = -1;
    for (int i = list.size() - 1; i >= 0; i--) {
      String line = line(i);
      if (last < 0 || !isBody(line)) {
        last = LAST.matcher(line).find() ? i : -1;
      } else if (WHOLE.matcher(line).find()) {
        bodies.set(i, Math.min(i + 2, last));
      } else if (i < last - 1) {
        last = -1;
      }
    }
  }

  private String line(int place) {
    JsonNode element = list.get(place);
    return element.isTextual() ? element.textValue() : "";
  }

  private static boolean isBody(String line) {
    return !line.isBlank() && BODY.matcher(line).matches();
  }

  /** Whether a private key begins in {@code line} and does not end there. */
  static boolean begins(CharSequence line) {
    return BEGIN.matcher(line).find() && !END.matcher(line).find();
  }
}
