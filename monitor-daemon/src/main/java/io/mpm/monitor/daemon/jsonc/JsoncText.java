package io.mpm.monitor.daemon.jsonc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of JSON with comments, and what can be done to it. Each change gives a new text that is
 * the old one but for what was asked: nothing else is moved, reordered or laid out anew. Values
 * belong to the text that they were asked of. Immutable.
 *
 * <p>{@link #without} is the opposite of {@link #withItem}: what one added, the other takes out, to
 * the byte, unless it was all that its container held.
 */
public final class JsoncText {

  private final String text;
  private final JsoncValue root;
  private final Trivia trivia;
  private final Layout layout;

  private JsoncText(String text, JsoncValue root) {
    this.text = text;
    this.root = root;
    this.trivia = new Trivia(text);
    this.layout = Layout.of(text, root);
  }

  /**
   * Reads a text. Comments and commas before a closing bracket are allowed.
   *
   * @throws JsoncException when it is something else; says where
   */
  public static JsoncText parse(String text) throws JsoncException {
    return new JsoncText(text, JsoncParser.lenient(text).parse());
  }

  /**
   * That it is JSON and no more, which a reader without a mind for comments can read, too.
   *
   * @throws JsoncException when it is not; says where the first comment or needless comma stands
   */
  public void requireStrict() throws JsoncException {
    JsoncParser.strict(text).parse();
  }

  public JsoncValue root() {
    return root;
  }

  /** The part of the text that is this value. */
  public String textOf(JsoncValue value) {
    return text.substring(value.start(), value.end());
  }

  /** What is written beside the container's items and in none of them. */
  public List<String> comments(JsoncValue.Container container) {
    List<String> comments = new ArrayList<>();
    int from = container.start() + 1;
    for (Span item : container.items()) {
      comments.addAll(trivia.comments(from, item.start()));
      from = item.end();
    }
    comments.addAll(trivia.comments(from, container.end() - 1));
    return comments;
  }

  /** Whether it holds nothing at all: an empty container, without a comment in it or around it. */
  public boolean isBare() {
    return root instanceof JsoncValue.Container container
        && container.isEmpty()
        && trivia.comments(0, text.length()).isEmpty();
  }

  /** The value without its comments. */
  public JsonNode tree(JsoncValue value) {
    if (value instanceof JsoncValue.Members object) {
      ObjectNode tree = Json.object();
      object.items().forEach(member -> tree.set(member.name(), tree(member.value())));
      return tree;
    }
    if (value instanceof JsoncValue.Elements array) {
      ArrayNode tree = Json.object().arrayNode();
      array.items().forEach(element -> tree.add(tree(element)));
      return tree;
    }
    try {
      return Json.parse(textOf(value));
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the parser takes no other values", e);
    }
  }

  /** An error about this value, with its line and column. */
  public JsoncException wrong(JsoncValue value, String problem) {
    return JsoncException.at(text, value.start(), problem);
  }

  /** With {@code json}, an element or a member with its name, as the last item of a container. */
  public JsoncText withItem(JsoncValue.Container container, String json) {
    StringBuilder changed = new StringBuilder(text);
    int last = lastItemEnd(container);
    boolean comma = !container.isEmpty() && text.charAt(last - 1) == ',';
    int place =
        container.isEmpty()
            ? trivia.lastCommentEnd(last, container.end() - 1)
            : trivia.sameLineCommentsEnd(last);
    changed.insert(place, blanksAround(container, place, json) + (comma ? "," : ""));
    if (!comma && !container.isEmpty()) {
      changed.insert(last, ",");
    }
    if (container.isEmpty() && !breaksBetween(place, container.end())) {
      int close = place + changed.length() - text.length();
      changed.insert(close, layout.lineBreak() + layout.indent(container.start()));
    }
    return reparsed(changed.toString());
  }

  private String blanksAround(JsoncValue.Container container, int place, String json) {
    boolean spread = layout.isSpread(container);
    // A comment of the kind that a line ends would swallow what follows it.
    return (spread ? layout.lineBreak() + layout.itemIndent(container) : blankUnless(place)) + json;
  }

  private String blankUnless(int place) {
    return trivia.isBlank(place - 1) ? "" : " ";
  }

  private boolean breaksBetween(int from, int to) {
    return text.substring(from, to).indexOf('\n') >= 0;
  }

  /**
   * Behind the last item and its comma, if it has one; behind the bracket when there is no item.
   */
  private int lastItemEnd(JsoncValue.Container container) {
    List<? extends Span> items = container.items();
    if (items.isEmpty()) {
      return container.start() + 1;
    }
    int end = items.get(items.size() - 1).end();
    int next = trivia.skip(end);
    return text.charAt(next) == ',' ? next + 1 : end;
  }

  /** Without the container's item of that number, and without the comma that it needed. */
  public JsoncText without(JsoncValue.Container container, int index) {
    Span item = container.items().get(index);
    int before = index == 0 ? container.start() + 1 : container.items().get(index - 1).end();
    StringBuilder changed = new StringBuilder(text);
    int comma = trivia.skip(item.end());
    if (text.charAt(comma) == ',') {
      changed.deleteCharAt(comma);
      changed.delete(blanksStart(before, item, comma + 1), item.end());
    } else {
      changed.delete(blanksStart(before, item, item.end()), item.end());
      if (index > 0) {
        changed.deleteCharAt(trivia.skip(before));
      }
    }
    return reparsed(changed.toString());
  }

  /**
   * Where the blanks before an item begin that go with it. They stay when they hold the only line
   * break between a comment that needs one and what comes behind {@code after}.
   */
  private int blanksStart(int before, Span item, int after) {
    int start = item.start();
    // A comment's own blanks, at its end, are the comment's.
    int first = trivia.lastCommentEnd(before, start);
    while (start > first && trivia.isBlank(start - 1)) {
      start--;
    }
    return trivia.isInLineComment(before, start) && !lineEndsAt(after) ? item.start() : start;
  }

  private boolean lineEndsAt(int place) {
    int end = place;
    while (end < text.length() && trivia.isBlank(end) && text.charAt(end) != '\n') {
      end++;
    }
    return end < text.length() && text.charAt(end) == '\n';
  }

  /** With other text in the place of a value. */
  public JsoncText with(JsoncValue value, String json) {
    return reparsed(text.substring(0, value.start()) + json + text.substring(value.end()));
  }

  private static JsoncText reparsed(String changed) {
    try {
      return parse(changed);
    } catch (JsoncException e) {
      throw new IllegalStateException("a change has broken the text at " + e.getMessage(), e);
    }
  }

  /** The text itself. */
  @Override
  public String toString() {
    return text;
  }
}
