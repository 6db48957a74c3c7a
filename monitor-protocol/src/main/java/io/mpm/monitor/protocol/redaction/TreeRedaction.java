package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Walks the tree of one event, and the JSON and the Base64 in its texts. Not thread-safe. */
// A part that is the same object has not changed; to compare values would be a second walk.
@SuppressWarnings("ReferenceEquality")
final class TreeRedaction {

  private static final String KEY_NAME = "key-name";
  private static final String BASE64 = "base64";

  /** Texts in texts in texts; whatever is inside those is examined as plain text. */
  private static final int NESTED_TEXTS = 3;

  /**
   * Brackets in one another, those of the event and of the JSON in its texts together: whoever
   * walks them needs stack for each. What is deeper is left out.
   */
  private static final int DEEPEST = Json.MAX_DEPTH;

  /** In an object under a secret's name, or beside one, the secret itself is under one of these. */
  private static final Set<String> VALUE_KEYS = Set.of("value", "raw", "plaintext");

  /** Where an object may say the name of its value. */
  private static final String[] NAME_KEYS = {"name", "key", "keyName", "header", "variable"};

  /** What {@code az} calls the keys of a storage account in {@code keyName}, beside their value. */
  private static final Pattern NUMBERED_KEY = Pattern.compile("(?:key|kerb)\\d{1,2}");

  private final TextRedaction texts;
  private final Work work;
  private final Map<String, Integer> hits;
  private final int longestText;

  private int nesting;
  private int depth;

  TreeRedaction(TextScanner scanner, Work work, Map<String, Integer> hits, int longestText) {
    this.texts = new TextRedaction(scanner, work, hits);
    this.work = work;
    this.hits = hits;
    this.longestText = longestText;
  }

  /** The tree without its secrets; the same object when it has none. */
  JsonNode redact(JsonNode node) {
    return redact(node, KeyKind.NONE);
  }

  private JsonNode redact(JsonNode node, KeyKind kind) {
    if (node.isContainerNode()) {
      return parts(node, kind);
    }
    if (node.isTextual()) {
      String text = node.textValue();
      String redacted = leaf(text, kind);
      return redacted.equals(text) ? node : TextNode.valueOf(redacted);
    }
    return node.isNumber() && kind == KeyKind.PASSWORD
        ? TextNode.valueOf(texts.hit(KEY_NAME))
        : node;
  }

  private JsonNode parts(JsonNode node, KeyKind kind) {
    if (depth == DEEPEST) {
      hits.merge(Redaction.ELIDED, 1, Integer::sum);
      return TextNode.valueOf(Marker.TOO_DEEP);
    }
    depth++;
    try {
      return node instanceof ObjectNode object
          ? fields(object, kind)
          : elements((ArrayNode) node, kind);
    } finally {
      depth--;
    }
  }

  private JsonNode fields(ObjectNode object, KeyKind inherited) {
    KeyKind named = kindOfNamedValue(object);
    KeyKind ofValue = named == KeyKind.NONE ? inherited : named;
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    FreeNames names = new FreeNames();
    boolean isKey = object.path(JsonWebKeys.TYPE).isTextual();
    boolean changed = false;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String key = field.getKey();
      KeyKind own = isKey && JsonWebKeys.PRIVATE.contains(key) ? KeyKind.OPAQUE : KeyKind.of(key);
      KeyKind kind = VALUE_KEYS.contains(key) ? ofValue : own;
      JsonNode redacted = redact(field.getValue(), kind);
      String cleanKey = leaf(key, KeyKind.NONE);
      changed |= redacted != field.getValue() || !cleanKey.equals(key);
      copy.set(cleanKey.equals(key) ? key : names.free(cleanKey, copy::has), redacted);
    }
    return changed ? copy : object;
  }

  private static KeyKind kindOfNamedValue(ObjectNode object) {
    if (object.has("value")) {
      if (NUMBERED_KEY.matcher(object.path("keyName").asText("")).matches()) {
        return KeyKind.OPAQUE;
      }
      for (String nameKey : NAME_KEYS) {
        KeyKind kind = KeyKind.of(object.path(nameKey).asText(""));
        if (kind != KeyKind.NONE) {
          return kind;
        }
      }
    }
    return KeyKind.NONE;
  }

  private JsonNode elements(ArrayNode array, KeyKind kind) {
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
    PemLines pem = new PemLines(array);
    boolean changed = false;
    for (JsonNode element : array) {
      boolean inKey = pem.nextIsBody();
      JsonNode redacted =
          inKey ? TextNode.valueOf(texts.hit(PemLines.RULE)) : redact(element, kind);
      changed |= redacted != element;
      copy.add(redacted);
    }
    return changed ? copy : array;
  }

  private String leaf(String text, KeyKind kind) {
    try {
      return work.on(
          Math.min(text.length(), longestText),
          () -> text.length() <= longestText ? examined(text, kind) : beginning(text, kind));
    } catch (Work.Exhausted e) {
      hits.merge(Redaction.ELIDED, 1, Integer::sum);
      return Marker.tookTooLong(text.length());
    }
  }

  private String beginning(String text, KeyKind kind) {
    String redacted = examined(Cut.head(text, longestText), kind);
    int sure = Math.max(0, redacted.length() - Redactor.UNSURE);
    return Cut.to(redacted, sure, Cut.total(text));
  }

  private String examined(String text, KeyKind kind) {
    if (texts.isSecret(kind, text)) {
      return texts.hit(texts.ruleFor(text, KEY_NAME));
    }
    if (nesting == NESTED_TEXTS) {
      return texts.redact(text);
    }
    nesting++;
    try {
      return mayBeJson(text) ? json(text) : base64(texts.redact(text));
    } finally {
      nesting--;
    }
  }

  private String json(String text) {
    JsonNode tree;
    try {
      tree = Json.parse(text);
    } catch (MalformedJsonException e) {
      return base64(texts.redact(text));
    }
    JsonNode redacted = redact(tree);
    return redacted == tree ? text : Json.text(redacted);
  }

  /** The text without what stands for a text with secrets in it. */
  private String base64(String text) {
    StringBuilder without = new StringBuilder();
    int copied = 0;
    for (Base64Runs.Run run : Base64Runs.in(text, work)) {
      if (!leaf(run.decoded(), KeyKind.NONE).equals(run.decoded())) {
        without.append(text, copied, run.start()).append(texts.hit(BASE64));
        copied = run.end();
      }
    }
    return copied == 0 ? text : without.append(text, copied, text.length()).toString();
  }

  private static boolean mayBeJson(String text) {
    String stripped = text.strip();
    return (stripped.startsWith("{") && stripped.endsWith("}"))
        || (stripped.startsWith("[") && stripped.endsWith("]"));
  }
}
