package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** About how long the text of a tree is, without writing it. */
final class TreeLength {

  /** Quotes and a comma, or brackets. */
  private static final int SIGNS = 3;

  /** Of a number or a word, more or less. */
  private static final int SCALAR = 6;

  private TreeLength() {}

  static int of(JsonNode tree) {
    if (tree.isTextual()) {
      return SIGNS + tree.textValue().length();
    }
    if (!tree.isContainerNode()) {
      return SCALAR;
    }
    int length = SIGNS;
    for (JsonNode part : tree) {
      length += of(part);
    }
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      length += SIGNS + field.getKey().length();
    }
    return length;
  }
}
