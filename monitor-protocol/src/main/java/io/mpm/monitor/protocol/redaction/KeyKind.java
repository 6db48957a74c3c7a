package io.mpm.monitor.protocol.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a name promises about the value beside it. */
enum KeyKind {
  /** Nothing. */
  NONE,
  /** A password: whatever stands there is one, unless it is a placeholder. */
  PASSWORD,
  /** The value of a header that carries credentials. */
  HEADER,
  /** A token or a key: long and random when it is real. */
  OPAQUE;

  private static final List<String> HINTS =
      List.of("pass", "pwd", "secret", "token", "auth", "cookie", "key", "credential", "jwt");

  /** What is longer is no name. */
  private static final int LONGEST_NAME = 128;

  private static final Pattern SEPARATORS = Pattern.compile("[^a-z]+");

  private static final List<String> PASSWORD_ENDINGS =
      List.of("password", "passwords", "passwd", "passphrase", "passwordvalue");

  private static final Pattern SHORT_PASSWORD_NAME =
      Pattern.compile(
          "(?:.*_)?(?:db|database|user|mysql|pg|postgres|smtp|mail|ftp|redis|mongo|rabbitmq|admin|"
              + "root|proxy|http|auth|basic|login|ldap|keystore|cert|ssh)[_-]?(?:pass|pwd)");

  private static final Set<String> HEADERS =
      Set.of("authorization", "proxyauthorization", "cookie", "cookies", "setcookie");

  private static final List<String> OPAQUE_ENDINGS =
      List.of(
          "token",
          "tokenvalue",
          "secret",
          "secrets",
          "secretvalue",
          "apikey",
          "accesskey",
          "privatekey",
          "secretkey",
          "secretkeybase",
          "accountkey",
          "authkey",
          "encryptionkey",
          "signingkey",
          "masterkey",
          "subscriptionkey",
          "credential",
          "credentials",
          "jwt");

  /** Tokens that give no access: places in a list, units of text, cancellation. */
  private static final List<String> HARMLESS_ENDINGS =
      List.of(
          "pagetoken",
          "nexttoken",
          "prevtoken",
          "continuationtoken",
          "synctoken",
          "eostoken",
          "bostoken",
          "padtoken",
          "unktoken",
          "masktoken",
          "septoken",
          "clstoken",
          "specialtoken",
          "stoptoken",
          "starttoken",
          "endtoken",
          "maxtoken",
          "pertoken",
          "canceltoken",
          "cancellationtoken");

  /** What {@code name} promises: a key of an object, a variable, an option. */
  static KeyKind of(String name) {
    if (name.length() > LONGEST_NAME) {
      return NONE;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (!hasHint(lower)) {
      return NONE;
    }
    String letters = SEPARATORS.matcher(lower).replaceAll("");
    if (endsWithAny(letters, PASSWORD_ENDINGS) || SHORT_PASSWORD_NAME.matcher(lower).matches()) {
      return PASSWORD;
    }
    if (HEADERS.contains(letters)) {
      return HEADER;
    }
    boolean opaque = endsWithAny(letters, OPAQUE_ENDINGS) || letters.equals("auth");
    return opaque && !endsWithAny(letters, HARMLESS_ENDINGS) ? OPAQUE : NONE;
  }

  private static boolean hasHint(String lower) {
    for (String hint : HINTS) {
      if (lower.contains(hint)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWithAny(String text, List<String> endings) {
    for (String ending : endings) {
      if (text.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
