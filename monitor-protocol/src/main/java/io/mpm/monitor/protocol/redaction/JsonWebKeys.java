package io.mpm.monitor.protocol.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The private members of JSON Web Keys (RFC 7518), also in a text that is not JSON as a whole: a
 * log, a program. They are secret only beside a {@code kty}, in the same braces. Takes time in
 * proportion to the text.
 */
final class JsonWebKeys {

  /** What makes an object a key. */
  static final String TYPE = "kty";

  /** Its members that are nobody else's business. */
  static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "k");

  private static final Pattern PART =
      Pattern.compile(
          "[{}]|(?<![\\w-])(?:(%s)|%s)\\\\{0,8}[\"']?\\s{0,4}:\\s{0,4}\\\\{0,8}[\"']([A-Za-z0-9_-]*+)"
              .formatted(TYPE, String.join("|", PRIVATE)));

  /** The shortest secret that anybody signs with has 128 bits. */
  private static final int SHORTEST = 22;

  private JsonWebKeys() {}

  /** Those in {@code text}, in their order. */
  static List<KeyRuns.Run> in(String text) {
    if (!text.contains(TYPE)) {
      return List.of();
    }
    List<KeyRuns.Run> found = new ArrayList<>();
    List<KeyRuns.Run> ofObject = new ArrayList<>();
    boolean key = false;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      if (part.start(2) < 0) {
        addIf(key, ofObject, found);
        key = false;
      } else if (part.start(1) >= 0) {
        key = true;
      } else if (part.end(2) - part.start(2) >= SHORTEST) {
        ofObject.add(new KeyRuns.Run(part.start(2), part.end(2)));
      }
    }
    addIf(key, ofObject, found);
    return found;
  }

  private static void addIf(boolean key, List<KeyRuns.Run> ofObject, List<KeyRuns.Run> found) {
    if (key) {
      found.addAll(ofObject);
    }
    ofObject.clear();
  }
}
