package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** About how much memory a tree takes: of small values, a hundred times as much as their text. */
final class TreeSize {

  private static final int VALUE = 50;

  /** An object keeps a table beside its fields. */
  private static final int CONTAINER = 150;

  private TreeSize() {}

  /** In bytes. */
  static int of(JsonNode tree) {
    if (tree.isTextual()) {
      return VALUE + tree.textValue().length();
    }
    if (!tree.isContainerNode()) {
      return VALUE;
    }
    int size = CONTAINER;
    for (JsonNode part : tree) {
      size += of(part);
    }
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      size += VALUE + field.getKey().length();
    }
    return size;
  }
}
