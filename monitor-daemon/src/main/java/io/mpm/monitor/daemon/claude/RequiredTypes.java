package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.mpm.monitor.daemon.jsonc.JsoncException;
import io.mpm.monitor.daemon.jsonc.JsoncText;
import io.mpm.monitor.daemon.jsonc.JsoncValue;
import java.util.Map;
import java.util.Optional;

/**
 * The types of values for whose sake Claude Code was seen to skip a whole settings file. It
 * requires more than these; what it requires of keys that are not here, only it knows.
 */
final class RequiredTypes {

  private enum Type {
    TEXT("a text", JsonNodeType.STRING),
    NUMBER("a number", JsonNodeType.NUMBER),
    SWITCH("true or false", JsonNodeType.BOOLEAN),
    LIST("a list", JsonNodeType.ARRAY),
    OBJECT("an object", JsonNodeType.OBJECT);

    private final String words;
    private final JsonNodeType node;

    Type(String words, JsonNodeType node) {
      this.words = words;
      this.node = node;
    }
  }

  private static final Map<String, Type> SETTINGS =
      Map.of(
          "cleanupPeriodDays", Type.NUMBER,
          "model", Type.TEXT,
          "apiKeyHelper", Type.TEXT,
          "statusLine", Type.OBJECT,
          "env", Type.OBJECT,
          "permissions", Type.OBJECT,
          "includeCoAuthoredBy", Type.SWITCH,
          "disableAllHooks", Type.SWITCH);
  private static final Map<String, Type> PERMISSIONS =
      Map.of("allow", Type.LIST, "deny", Type.LIST, "ask", Type.LIST);
  private static final Map<String, Type> GROUP = Map.of("matcher", Type.TEXT, "hooks", Type.LIST);
  private static final Map<String, Type> HANDLER =
      Map.of("type", Type.TEXT, "command", Type.TEXT, "timeout", Type.NUMBER);

  private final JsoncText text;

  private RequiredTypes(JsoncText text) {
    this.text = text;
  }

  /**
   * That the values have them.
   *
   * @throws JsoncException when one has not; says where
   */
  static void check(HookSettings settings) throws JsoncException {
    RequiredTypes required = new RequiredTypes(settings.text());
    JsoncValue.Members root = settings.root();
    required.check("", root, SETTINGS);
    Optional<JsoncValue> permissions = root.member("permissions");
    if (permissions.isPresent()) {
      required.check("permissions.", (JsoncValue.Members) permissions.get(), PERMISSIONS);
    }
    for (JsoncValue.Member event : settings.events()) {
      required.checkGroups(event);
    }
  }

  private void checkGroups(JsoncValue.Member event) throws JsoncException {
    String name = "hooks." + event.name();
    for (JsoncValue.Members group : objects(event.value())) {
      check(name + ": ", group, GROUP);
      JsoncValue handlers =
          group
              .member(HookSettings.HOOKS)
              .orElseThrow(() -> text.wrong(group, name + " holds a group without hooks"));
      for (JsoncValue.Members handler : objects(handlers)) {
        check(name + ": ", handler, HANDLER);
      }
    }
  }

  private static Iterable<JsoncValue.Members> objects(JsoncValue list) {
    return ((JsoncValue.Elements) list)
        .items().stream()
            .filter(JsoncValue.Members.class::isInstance)
            .map(JsoncValue.Members.class::cast)
            .toList();
  }

  private void check(String holder, JsoncValue.Members object, Map<String, Type> types)
      throws JsoncException {
    for (JsoncValue.Member member : object.items()) {
      Type type = types.get(member.name());
      if (type != null && type.node != text.tree(member.value()).getNodeType()) {
        throw text.wrong(member.value(), holder + member.name() + " is " + type.words);
      }
    }
  }
}
