package io.mpm.monitor.daemon.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What a hook said, to which fields are added that it has not. */
record Derived(ObjectNode data) {

  /** claude-mpm's length of a preview. */
  private static final int PREVIEW = 200;

  void text(String name, String value) {
    set(name, data.textNode(value));
  }

  void number(String name, long value) {
    set(name, data.numberNode(value));
  }

  void flag(String name, boolean value) {
    set(name, data.booleanNode(value));
  }

  void set(String name, JsonNode value) {
    data.putIfAbsent(name, value);
  }

  /** The text that is there under {@code name}, else an empty one. */
  String said(String name) {
    return data.path(name).asText("");
  }

  static String preview(String text) {
    return beginning(text, PREVIEW);
  }

  static String beginning(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters);
  }

  static boolean hasAny(String text, List<String> words) {
    String lower = text.toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(lower::contains);
  }
}
