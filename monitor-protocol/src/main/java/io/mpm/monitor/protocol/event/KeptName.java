package io.mpm.monitor.protocol.event;

import io.mpm.monitor.protocol.codec.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Ids and names as they are known here, whatever they were told as: of a session, a call, an agent,
 * a tool. They are kept for as long as what they name, many of them, so their length is bounded.
 * Two that differ stay two, and what is one stays as it is.
 */
public final class KeptName {

  /** The longest. Claude Code's own have 36 characters, the names of MCP tools up to 128. */
  public static final int MAX_CHARS = 256;

  /** As much of a longer one as stands before the digest of all of it. */
  private static final int BEGINNING = 220;

  private static final int DIGEST_BYTES = 16;

  private KeptName() {}

  /**
   * {@code told} itself when it is short enough, else its beginning and a digest of it. Half a
   * surrogate pair, which has no UTF-8 and so no place in an address, is a question mark.
   */
  public static String of(String told) {
    String whole = withoutHalfPairs(told);
    return whole.length() <= MAX_CHARS
        ? whole
        : withoutHalfPairs(whole.substring(0, BEGINNING)) + "…" + digest(whole);
  }

  private static String withoutHalfPairs(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      }
    }
    return text;
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, DIGEST_BYTES);
  }
}
