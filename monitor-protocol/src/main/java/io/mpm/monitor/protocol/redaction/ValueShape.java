package io.mpm.monitor.protocol.redaction;

import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells values that may be secrets from what only stands where a secret would. */
final class ValueShape {

  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "null",
          "none",
          "nil",
          "undefined",
          "true",
          "false",
          "yes",
          "no",
          "on",
          "off",
          "string",
          "str",
          "text",
          "int",
          "integer",
          "number",
          "boolean",
          "bool",
          "bytes",
          "any",
          "object",
          "required",
          "optional",
          "unset",
          "empty",
          "missing",
          "unknown",
          "default",
          "auto",
          "n/a",
          "bearer",
          "pass",
          "passwd",
          "pwd",
          "basic",
          "password",
          "token",
          "secret",
          "hidden",
          "masked");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$[A-Za-z_]\\w*|\\$env:.*|%\\w+%|%[sdvq@]|<[^<>]*>|\\{[^{}]*\\}|\\[[A-Za-z _-]*\\]|@\\w+@");

  private static final String[] REFERENCE_STARTS = {
    "process.env",
    "import.meta.env",
    "os.environ",
    "os.getenv",
    "system.getenv",
    "env.",
    "env[",
    "secrets.",
    "vars.",
    "op://",
    "vault:",
    "sm://",
    "ref+",
    "arn:aws",
    "@microsoft.keyvault",
    "your-",
    "your_",
    "your ",
    "yourpass",
    "yourtoken",
    "yoursecret",
    "yourapi",
    "my_api_key",
  };

  private static final String[] TELL_TALES = {
    "${", "$(", "{{", "#{", "<%", "***", "&lt;", "•••", "●●●", "example", "placeholder",
  };

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z_$-]*(?:\\$\\d+)?");
  private static final Pattern DOTTED =
      Pattern.compile("[!&*]*[A-Za-z_$][\\w$]*(?:(?:!?\\.#?|::|->|\\?\\.)[A-Za-z_$][\\w$]*)+[!?]?");
  private static final int LONGEST_EXPRESSION = 200;
  private static final int LONGEST_WORD = 19;
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,2}");

  /** So many characters tell what the whole is. */
  private static final int TELLING = 400;

  private ValueShape() {}

  /** Whether somebody, or we, put something harmless in place of the secret. */
  static boolean isPlaceholder(String value) {
    String text = value.strip();
    if (text.isEmpty() || Marker.isMarker(text) || distinct(text) <= 2) {
      return true;
    }
    String lower = head(text).toLowerCase(Locale.ROOT);
    return EMPTY_WORDS.contains(lower)
        || REFERENCE.matcher(head(text)).matches()
        || text.endsWith("...")
        || text.endsWith("…")
        || text.contains("…[truncated")
        || startsWithAny(lower, REFERENCE_STARTS)
        || containsAny(lower, TELL_TALES);
  }

  /** Whether the value stands for itself, judged by the name beside it. */
  static boolean isSecret(KeyKind kind, String value) {
    if (kind == KeyKind.NONE || isPlaceholder(value)) {
      return false;
    }
    return kind == KeyKind.PASSWORD
        || (!isName(value) && (kind == KeyKind.HEADER || isOpaque(value)));
  }

  /**
   * As {@link #isSecret}, for a value without quotes, which may well be a piece of a program, or an
   * address on a server.
   */
  static boolean isUnquotedSecret(KeyKind kind, String value) {
    return isSecret(kind, value)
        && (!IDENTIFIER.matcher(PathShape.withoutRoot(value)).matches() || isUserAndPassword(value))
        && !(value.length() <= LONGEST_EXPRESSION && DOTTED.matcher(value).matches());
  }

  /**
   * Whether the value is a user and a password in Base64, as requests and docker's settings hold
   * them.
   */
  static boolean isUserAndPassword(String value) {
    if (!BASE64.matcher(value).matches()) {
      return false;
    }
    String digits = value.replace("=", "");
    byte[] decoded = Base64.getDecoder().decode(digits.substring(0, digits.length() / 4 * 4));
    boolean colon = false;
    for (byte b : decoded) {
      if (b < 0x20 || b == 0x7f) {
        return false;
      }
      colon |= b == ':';
    }
    return colon;
  }

  /** Letters and digits mixed without a pattern, as nobody writes them. */
  static boolean isMixed(String value) {
    boolean digit = false;
    boolean letter = false;
    for (int i = 0; i < value.length(); i++) {
      digit |= Character.isDigit(value.charAt(i));
      letter |= Character.isLetter(value.charAt(i));
    }
    return digit && letter && distinct(value) >= 8;
  }

  /** How many different characters there are, of the first few hundred. */
  static int distinct(String value) {
    return (int) value.chars().limit(TELLING).distinct().count();
  }

  private static String head(String text) {
    return text.substring(0, Math.min(text.length(), TELLING));
  }

  /** Whether the value is itself the name of a secret, as in a table of names. */
  private static boolean isName(String value) {
    return value.length() <= LONGEST_EXPRESSION
        && IDENTIFIER.matcher(value).matches()
        && KeyKind.of(value) != KeyKind.NONE;
  }

  private static boolean isOpaque(String value) {
    boolean word =
        value.length() <= LONGEST_WORD
            && IDENTIFIER.matcher(value).matches()
            && !isUserAndPassword(value);
    boolean prose = value.chars().filter(c -> c == ' ').limit(2).count() > 1;
    return value.length() >= 6 && !word && !prose && !PathShape.matches(KeyKind.OPAQUE, value);
  }

  private static boolean startsWithAny(String text, String[] starts) {
    for (String start : starts) {
      if (text.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsAny(String text, String[] parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
