package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The texts of a tree, without its keys. */
final class TextLeaves {

  private TextLeaves() {}

  /** Shows every text to {@code reader}. */
  static void forEach(JsonNode node, Consumer<String> reader) {
    if (node.isTextual()) {
      reader.accept(node.textValue());
    }
    node.forEach(child -> forEach(child, reader));
  }

  /** The tree with every text changed so; the same object when none differs. */
  // A part that is the same object has not changed; to compare values would be a second walk.
  @SuppressWarnings("ReferenceEquality")
  static JsonNode map(JsonNode node, UnaryOperator<String> change) {
    if (node.isTextual()) {
      String changed = change.apply(node.textValue());
      return changed.equals(node.textValue()) ? node : TextNode.valueOf(changed);
    }
    boolean differs = false;
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        JsonNode changed = map(field.getValue(), change);
        differs |= changed != field.getValue();
        copy.set(field.getKey(), changed);
      }
      return differs ? copy : node;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      for (JsonNode element : array) {
        JsonNode changed = map(element, change);
        differs |= changed != element;
        copy.add(changed);
      }
      return differs ? copy : node;
    }
    return node;
  }
}
