package io.mpm.monitor.protocol.redaction;

/**
 * What a rule found in a text.
 *
 * @param matchStart where the keyword begins
 * @param start where the secret begins
 * @param end where it ends
 */
record Finding(Rule rule, String text, int matchStart, int start, int end) {

  String value() {
    return text.substring(start, end);
  }
}
