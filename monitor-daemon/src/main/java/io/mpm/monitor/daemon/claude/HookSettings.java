package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.jsonc.JsoncException;
import io.mpm.monitor.daemon.jsonc.JsoncText;
import io.mpm.monitor.daemon.jsonc.JsoncValue;
import io.mpm.monitor.protocol.codec.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hooks in a settings file, and what becomes of its text when ours come and go. Nothing else in
 * it changes. Pure and immutable.
 */
public final class HookSettings {

  static final String HOOKS = "hooks";

  private final JsoncText text;

  HookSettings(JsoncText text) {
    this.text = text;
  }

  /** Settings that hold nothing. */
  public static HookSettings empty() {
    try {
      return of("{}\n");
    } catch (JsoncException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The settings in a file's text.
   *
   * @throws JsoncException when Claude Code could not make sense of its hooks either; says where
   */
  public static HookSettings of(String text) throws JsoncException {
    JsoncText parsed = JsoncText.parse(text);
    JsoncValue.Members root = object(parsed, parsed.root(), "settings are an object");
    requireOnce(parsed, root);
    if (root.member(HOOKS).isPresent()) {
      checkHooks(parsed, root.member(HOOKS).get());
    }
    return new HookSettings(parsed);
  }

  /**
   * That Claude Code does not skip the whole file, as far as that is known: it wants JSON without
   * comments, and its own types.
   *
   * @throws JsoncException when it would; says where
   */
  void requireRead() throws JsoncException {
    text.requireStrict();
    RequiredTypes.check(this);
  }

  private static void checkHooks(JsoncText text, JsoncValue value) throws JsoncException {
    JsoncValue.Members hooks = object(text, value, "hooks is an object");
    requireOnce(text, hooks);
    for (JsoncValue.Member event : hooks.items()) {
      if (!(event.value() instanceof JsoncValue.Elements groups)) {
        throw text.wrong(event.value(), "hooks." + event.name() + " is a list");
      }
      for (JsoncValue group : groups.items()) {
        object(text, group, "hooks." + event.name() + " holds objects");
      }
    }
  }

  private static JsoncValue.Members object(JsoncText text, JsoncValue value, String rule)
      throws JsoncException {
    if (value instanceof JsoncValue.Members object) {
      return object;
    }
    throw text.wrong(value, rule);
  }

  /** Of two members with one name a parser takes the last; a person may have meant the first. */
  private static void requireOnce(JsoncText text, JsoncValue.Members object) throws JsoncException {
    Set<String> names = new HashSet<>();
    for (JsoncValue.Member member : object.items()) {
      if (!names.add(member.name())) {
        throw text.wrong(member.value(), member.name() + " is there a second time");
      }
    }
  }

  /** Every hook in it, in its order. */
  public List<RegisteredHook> hooks() {
    List<RegisteredHook> hooks = new ArrayList<>();
    for (JsoncValue.Member event : events()) {
      for (JsoncValue group : groups(event)) {
        for (JsonNode handler : text.tree(group).path(HOOKS)) {
          hooks.add(new RegisteredHook(event.name(), handler));
        }
      }
    }
    return hooks;
  }

  /** Those of them that are ours. */
  public List<RegisteredHook> ours() {
    return hooks().stream().filter(hook -> hook.origin() == HandlerOrigin.OURS).toList();
  }

  /**
   * An event and a group for each of {@link #ours}: the group that it is in, with no other hook.
   */
  List<Map.Entry<String, ObjectNode>> ourGroups() {
    List<Map.Entry<String, ObjectNode>> ours = new ArrayList<>();
    for (JsoncValue.Member event : events()) {
      for (JsoncValue group : groups(event)) {
        ObjectNode tree = (ObjectNode) text.tree(group);
        for (JsonNode handler : tree.path(HOOKS)) {
          if (HandlerOrigin.of(handler) == HandlerOrigin.OURS) {
            ObjectNode alone = tree.deepCopy();
            alone.putArray(HOOKS).add(handler);
            ours.add(Map.entry(event.name(), alone));
          }
        }
      }
    }
    return ours;
  }

  /** The settings as Claude Code reads them. */
  public JsonNode tree() {
    return text.tree(text.root());
  }

  /** With one group for each event at the end of that event's. Ours of before must be out. */
  HookSettings with(Map<String, ObjectNode> groups) {
    HookSettings changed = this;
    for (Map.Entry<String, ObjectNode> group : groups.entrySet()) {
      changed = changed.with(group.getKey(), spaced(group.getValue()));
    }
    return changed;
  }

  private HookSettings with(String event, String group) {
    Optional<JsoncValue.Members> hooks = hooksObject();
    if (hooks.isEmpty()) {
      return new HookSettings(text.withItem(root(), "\"hooks\": {}")).with(event, group);
    }
    return new HookSettings(
        hooks
            .get()
            .member(event)
            .map(groups -> text.withItem((JsoncValue.Elements) groups, group))
            .orElseGet(() -> text.withItem(hooks.get(), "\"%s\": [%s]".formatted(event, group))));
  }

  /** JSON on one line with the blanks that people put into it. */
  private static String spaced(JsonNode value) {
    List<String> items = new ArrayList<>();
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field -> items.add('"' + field.getKey() + "\": " + spaced(field.getValue())));
      return "{" + String.join(", ", items) + "}";
    }
    if (value instanceof ArrayNode array) {
      array.forEach(element -> items.add(spaced(element)));
      return "[" + String.join(", ", items) + "]";
    }
    return Json.text(value);
  }

  /**
   * Without our hooks, and without what was there only to hold them.
   *
   * @param before what the file held before ours came; what was empty then may stay empty
   */
  HookSettings without(HookSettings before) {
    return new HookRemoval(before).from(this);
  }

  JsoncText text() {
    return text;
  }

  JsoncValue.Members root() {
    return (JsoncValue.Members) text.root();
  }

  /** The value of {@code hooks}. */
  Optional<JsoncValue.Members> hooksObject() {
    return root().member(HOOKS).map(JsoncValue.Members.class::cast);
  }

  /** The members of {@code hooks}: an event and its list of matcher groups each. */
  List<JsoncValue.Member> events() {
    return hooksObject().map(JsoncValue.Members::items).orElse(List.of());
  }

  private static List<JsoncValue> groups(JsoncValue.Member event) {
    return ((JsoncValue.Elements) event.value()).items();
  }

  /** Whether it says nothing at all, not even in a comment. */
  boolean isEmpty() {
    return text.isBare();
  }

  /** The file's text. */
  @Override
  public String toString() {
    return text.toString();
  }
}
