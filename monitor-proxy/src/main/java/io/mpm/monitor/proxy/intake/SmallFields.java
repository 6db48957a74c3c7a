package io.mpm.monitor.proxy.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What is left of an event that is too long whatever was cut: its short top-level fields, and
 * {@code truncated} with its former size and the names of those that are missing.
 */
final class SmallFields {

  private static final int MAX_NAMED = 20;
  private static final int MAX_NAME = 200;
  private static final int COLON_AND_COMMA = 2;

  private final ObjectNode kept = Json.object();
  private final ArrayNode omitted = Json.object().arrayNode();
  private final int fieldBytes;
  private long room;

  private SmallFields(ReadLimits limits) {
    this.fieldBytes = limits.fieldBytes();
    // With its mark it is half an event at most: then nobody has to cut it again.
    this.room = limits.eventBytes() / 2L - limits.fieldBytes();
  }

  /** The small fields of {@code event}, which had {@code bytes} bytes. */
  static ObjectNode of(JsonNode event, long bytes, ReadLimits limits) {
    SmallFields fields = new SmallFields(limits);
    for (Map.Entry<String, JsonNode> field : event.properties()) {
      fields.offer(field.getKey(), Optional.of(field.getValue()));
    }
    return fields.withMark(bytes);
  }

  /**
   * The small fields of the object that the parser reads, without ever holding more than one of
   * them.
   *
   * @return empty when it reads something else
   */
  static Optional<ObjectNode> of(JsonParser parser, long bytes, ReadLimits limits)
      throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    SmallFields fields = new SmallFields(limits);
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      fields.offer(name, fields.value(parser));
    }
    return Optional.of(fields.withMark(bytes));
  }

  /** Reads one value to its end and gives it when it is small. */
  private Optional<JsonNode> value(JsonParser parser) throws IOException {
    int depth = 0;
    long cost = 0;
    try (TokenBuffer copy = new TokenBuffer(parser)) {
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        // Lengths of strings that nobody wants are not asked for: that would read them.
        cost += cost > fieldBytes ? 0 : parser.getTextLength() + 1;
        if (cost <= fieldBytes) {
          copy.copyCurrentEvent(parser);
        }
      } while (depth > 0 && parser.nextToken() != null);
      return cost <= fieldBytes ? Optional.of(Json.tree(copy.asParser(parser))) : Optional.empty();
    }
  }

  private void offer(String name, Optional<JsonNode> value) {
    int cost =
        Json.bytes(TextNode.valueOf(name)).length
            + COLON_AND_COMMA
            + value.map(small -> Json.bytes(small).length).orElse(0);
    if (value.isPresent() && cost <= fieldBytes && cost <= room) {
      kept.set(name, value.get());
      room -= cost;
    } else if (omitted.size() < MAX_NAMED) {
      omitted.add(name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…");
    }
  }

  private ObjectNode withMark(long bytes) {
    kept.putObject("truncated").put("bytes", bytes).set("omitted", omitted);
    return kept;
  }
}
