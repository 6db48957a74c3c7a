package io.mpm.monitor.protocol.redaction;

import java.util.regex.Pattern;

/**
 * Tells a path or an address, which leads to a secret at most, from a secret that begins like one:
 * of keys in Base64 each 64th begins with a slash. What people name has words between its slashes,
 * or ends like a file; what is drawn by lot has neither.
 */
final class PathShape {

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/?#]+(?:[/?#].*)?");

  private static final Pattern ROOT = Pattern.compile("(?:~|\\.{1,2}|[A-Za-z]:)?[/\\\\]+");

  private static final Pattern FOLDER = Pattern.compile("[^/\\\\][/\\\\]+[^/\\\\]");

  /** What an address on a server has behind its path. */
  private static final Pattern QUERY = Pattern.compile("[?#].*");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[/\\\\._ :-]+");

  private static final Pattern FILE =
      Pattern.compile(
          "(?i)[^\\s?#]+\\.(?:json|ya?ml|toml|ini|conf|cfg|properties|env|xml|txt|pem|key|pub|crt|"
              + "cert?|der|csr|asc|gpg|age|p8|p12|pfx|ppk|jks|keystore|kdbx|sock|token|secret|js|ts|"
              + "py|sh|rb|go|rs|java|md|html?|log|db)");

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_-]{1,19}");

  /** A number, a short name such as {@code k8s}, or a digest. */
  private static final Pattern NO_WORD =
      Pattern.compile("\\d{1,10}|[A-Z]|[a-z0-9]{1,4}|[0-9a-f]{8,64}");

  private static final Pattern WORD = Pattern.compile("(\\p{L}+)\\d{0,5}");

  private static final int SHORTEST_KEY = 20;

  private PathShape() {}

  /**
   * Whether {@code value} is a path or an address, where a secret of that kind might stand. Whoever
   * keeps passwords in files has a folder for them; a slash and one word may be a password.
   */
  static boolean matches(KeyKind kind, String value) {
    if (ADDRESS.matcher(value).matches()) {
      return true;
    }
    String path = withoutRoot(value);
    if (path.length() == value.length() || isKey(value)) {
      return false;
    }
    boolean inFolder = !isSlash(value.charAt(0)) || FOLDER.matcher(path).find();
    boolean file = FILE.matcher(value).matches();
    if (kind == KeyKind.PASSWORD) {
      return (inFolder || file) && isOfWords(path);
    }
    return file
        || ((inFolder || PLAIN_NAME.matcher(path).matches())
            && isOfWords(QUERY.matcher(path).replaceFirst("")));
  }

  /**
   * What follows the slash that a path begins with; all of {@code value} when it begins otherwise.
   */
  static String withoutRoot(String value) {
    var root = ROOT.matcher(value);
    return root.lookingAt() ? value.substring(root.end()) : value;
  }

  /** Whether the value is as long and as mixed as a key in Base64. */
  private static boolean isKey(String value) {
    boolean lower = false;
    boolean upper = false;
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      lower |= c >= 'a' && c <= 'z';
      upper |= c >= 'A' && c <= 'Z';
      digit |= c >= '0' && c <= '9';
      if (c >= 0x80 || (!Character.isLetterOrDigit(c) && "+/=".indexOf(c) < 0)) {
        return false;
      }
    }
    return lower && upper && digit && value.length() >= SHORTEST_KEY;
  }

  /** Whether there is a word, and nothing that is unlike a part of a name. */
  private static boolean isOfWords(String path) {
    boolean word = false;
    for (String piece : BETWEEN_WORDS.split(path, -1)) {
      boolean isWord = isWord(piece);
      if (!isWord && !piece.isEmpty() && !NO_WORD.matcher(piece).matches()) {
        return false;
      }
      word |= isWord;
    }
    return word;
  }

  /** Capitals begin words, or are all there is. */
  private static boolean isWord(String piece) {
    var word = WORD.matcher(piece);
    if (!word.matches()) {
      return false;
    }
    int letters = word.group(1).length();
    long capitals = piece.chars().filter(Character::isUpperCase).count();
    return letters > 1 && (capitals == letters || 3 * capitals <= letters + 2);
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }
}
