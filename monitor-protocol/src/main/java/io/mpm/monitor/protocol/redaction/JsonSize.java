package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How many bytes a tree takes as JSON in UTF-8, without writing it. */
final class JsonSize {

  private JsonSize() {}

  static long of(JsonNode node) {
    if (node.isTextual()) {
      return of(node.textValue());
    }
    if (node.isContainerNode()) {
      // Brackets and commas.
      long size = 2L + Math.max(0, node.size() - 1);
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        size += of(field.getKey()) + 1 + of(field.getValue());
      }
      if (node.isArray()) {
        for (JsonNode element : node) {
          size += of(element);
        }
      }
      return size;
    }
    return node.asText().length();
  }

  /** How many bytes the text takes, with its quotes. */
  static long of(String text) {
    long size = 2;
    for (int i = 0; i < text.length(); i++) {
      size += of(text.charAt(i));
    }
    return size;
  }

  /** How many characters of the text fit into so many bytes. */
  static int fitting(String text, long bytes) {
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      size += of(text.charAt(i));
      if (size > bytes) {
        return i;
      }
    }
    return text.length();
  }

  private static int of(char c) {
    if (c >= 0x80) {
      // Half a pair counts 2: together they take 4.
      return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') {
      return 2;
    }
    return c < 0x20 ? 6 : 1;
  }
}
