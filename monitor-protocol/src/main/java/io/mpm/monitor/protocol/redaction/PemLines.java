package io.mpm.monitor.protocol.redaction;

import java.util.regex.Pattern;

/** Follows a private key over the lines of a list, as in a patch: one line, one element. */
final class PemLines {

  static final String RULE = "private-key";

  /**
   * What a private key's first and last line end with. So few characters between the dashes: a line
   * may have a million, and none is tried often.
   */
  static final String PRIVATE_KEY = "[A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----";

  private static final Pattern BEGIN = Pattern.compile("-----BEGIN " + PRIVATE_KEY);

  private static final Pattern END = Pattern.compile("-----END");

  /** Digits and signs before it are line numbers and a patch's. */
  private static final Pattern BODY = Pattern.compile("[-+ \\t0-9→|:]*+[A-Za-z0-9+/]*+={0,2}\\s*");

  private boolean inside;

  /** Whether {@code line}, the next of the list, is part of a private key. */
  boolean isBody(String line) {
    if (inside && !line.isBlank() && BODY.matcher(line).matches()) {
      return true;
    }
    inside = begins(line) || (inside && Marker.isMarker(line));
    return false;
  }

  /** Whether a private key begins in {@code line} and does not end there. */
  static boolean begins(CharSequence line) {
    return BEGIN.matcher(line).find() && !END.matcher(line).find();
  }
}
