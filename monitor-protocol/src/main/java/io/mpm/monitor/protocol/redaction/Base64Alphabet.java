package io.mpm.monitor.protocol.redaction;

/** The characters of Base64 (RFC 4648), with the sign that fills it up. */
final class Base64Alphabet {

  private Base64Alphabet() {}

  /** Whether {@code c} is one of the usual ones, in which keys are written down. */
  static boolean isUsual(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '=';
  }

  /** Whether {@code c} is one of these, or of those that stand in addresses and names of files. */
  static boolean isAny(char c) {
    return isUsual(c) || c == '-' || c == '_';
  }
}
