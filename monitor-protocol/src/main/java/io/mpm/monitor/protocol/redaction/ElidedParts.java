package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The last resort for a tree of a million small things: the largest fields of its root go, until
 * the rest fits.
 *
 * @param count how many went
 */
record ElidedParts(JsonNode data, int count) {

  static ElidedParts of(JsonNode tree, long limit) {
    if (!(tree instanceof ObjectNode object)) {
      return new ElidedParts(marker(tree), 1);
    }
    ObjectNode copy = object.objectNode().setAll(object);
    long size = JsonSize.of(copy);
    int count = 0;
    while (size > limit) {
      Optional<Map.Entry<String, JsonNode>> largest =
          copy.properties().stream()
              .filter(field -> field.getValue().isContainerNode())
              .max(Comparator.comparingLong(field -> JsonSize.of(field.getValue())));
      if (largest.isEmpty()) {
        return new ElidedParts(marker(tree), 1);
      }
      JsonNode marker = marker(largest.get().getValue());
      size += JsonSize.of(marker) - JsonSize.of(largest.get().getValue());
      copy.set(largest.get().getKey(), marker);
      count++;
    }
    return new ElidedParts(copy, count);
  }

  private static TextNode marker(JsonNode part) {
    return TextNode.valueOf(Marker.tooLarge(JsonSize.of(part)));
  }
}
