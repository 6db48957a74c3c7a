package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Comparator;
import java.util.List;

/**
 * The last resort for a tree of a million small things: the largest fields of its root go, until
 * the rest fits; where they would not be enough, all of it.
 *
 * @param count how many went
 */
record ElidedParts(JsonNode data, int count) {

  /** A field, and what can stand in its place. */
  private record Part(String name, long bytes, TextNode marker) {

    static Part of(String name, JsonNode value) {
      long bytes = JsonSize.of(value);
      return new Part(name, bytes, elided(bytes));
    }

    long saved() {
      return bytes - JsonSize.of(marker);
    }
  }

  static ElidedParts of(JsonNode tree, long limit) {
    long size = JsonSize.of(tree);
    long excess = size - limit;
    List<Part> enough = enough(tree, excess);
    if (enough.isEmpty() || !(tree instanceof ObjectNode object)) {
      return new ElidedParts(elided(size), 1);
    }
    ObjectNode copy = object.objectNode().setAll(object);
    enough.forEach(part -> copy.set(part.name(), part.marker()));
    return new ElidedParts(copy, enough.size());
  }

  /** The largest fields that together save so many bytes; none when all together do not. */
  private static List<Part> enough(JsonNode tree, long excess) {
    List<Part> largestFirst =
        tree.properties().stream()
            .filter(field -> field.getValue().isContainerNode())
            .map(field -> Part.of(field.getKey(), field.getValue()))
            .filter(part -> part.saved() > 0)
            .sorted(Comparator.comparingLong(Part::bytes).reversed())
            .toList();
    long saved = 0;
    for (int i = 0; i < largestFirst.size(); i++) {
      saved += largestFirst.get(i).saved();
      if (saved >= excess) {
        return largestFirst.subList(0, i + 1);
      }
    }
    return List.of();
  }

  private static TextNode elided(long bytes) {
    return TextNode.valueOf(Marker.tooLarge(bytes));
  }
}
