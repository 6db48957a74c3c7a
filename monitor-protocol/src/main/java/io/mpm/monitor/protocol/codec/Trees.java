package io.mpm.monitor.protocol.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's trees, read and written without its mapper. The mapper can do it too, and loads 300
 * classes and the languages of the world before it reads the first one.
 */
final class Trees {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Trees() {}

  /**
   * The value that begins at the parser's token, which is left at its last. As deep as the parser
   * allows: it takes no stack.
   *
   * @throws TooManyValuesException when it has more than {@code maxValues}; the parser is left at
   *     its last token all the same
   */
  static JsonNode read(JsonParser from, int maxValues) throws IOException {
    Deque<JsonNode> open = new ArrayDeque<>();
    int values = 0;
    while (true) {
      JsonToken token = from.currentToken();
      JsonNode whole = null;
      if (token.isStructEnd()) {
        whole = open.pop();
      } else if (token != JsonToken.FIELD_NAME) {
        if (++values > maxValues) {
          skipRest(from, open.size());
          throw new TooManyValuesException();
        }
        JsonNode begun = begun(token, from);
        put(begun, open.peek(), from);
        if (token.isStructStart()) {
          open.push(begun);
        } else {
          whole = begun;
        }
      }
      if (whole != null && open.isEmpty()) {
        return whole;
      }
      from.nextToken();
    }
  }

  /** To the end of as many objects and arrays as are open, from a value in them. */
  private static void skipRest(JsonParser from, int open) throws IOException {
    from.skipChildren();
    for (int left = open; left > 0; ) {
      JsonToken token = from.nextToken();
      if (token.isStructStart()) {
        from.skipChildren();
      } else if (token.isStructEnd()) {
        left--;
      }
    }
  }

  private static void put(JsonNode value, @Nullable JsonNode into, JsonParser from)
      throws IOException {
    if (into instanceof ObjectNode object) {
      object.set(from.currentName(), value);
    } else if (into instanceof ArrayNode array) {
      array.add(value);
    }
  }

  /** A value without parts, or the empty beginning of one with parts. */
  private static JsonNode begun(JsonToken token, JsonParser from) throws IOException {
    return switch (token) {
      case START_OBJECT -> NODES.objectNode();
      case START_ARRAY -> NODES.arrayNode();
      case VALUE_STRING -> NODES.textNode(from.getText());
      case VALUE_NUMBER_INT ->
          switch (from.getNumberType()) {
            case INT -> NODES.numberNode(from.getIntValue());
            case LONG -> NODES.numberNode(from.getLongValue());
            default -> NODES.numberNode(from.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> decimal(from);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("no value begins with " + token);
    };
  }

  /** A number travels as it was written: 1.10 must not become 1.1. */
  private static JsonNode decimal(JsonParser from) throws IOException {
    try {
      return DecimalNode.valueOf(from.getDecimalValue());
    } catch (NumberFormatException | ArithmeticException e) {
      // Jackson's grammar has no bound for exponents, Java's decimals have one.
      return new WrittenNumber(from.getText());
    }
  }

  static void write(JsonNode value, JsonGenerator to) throws IOException {
    if (value.isObject()) {
      to.writeStartObject(value, value.size());
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        to.writeFieldName(field.getKey());
        write(field.getValue(), to);
      }
      to.writeEndObject();
    } else if (value.isArray()) {
      to.writeStartArray(value, value.size());
      for (JsonNode element : value) {
        write(element, to);
      }
      to.writeEndArray();
    } else if (value.isNull() || value.isMissingNode()) {
      to.writeNull();
    } else {
      // All other values write themselves without asking for a mapper.
      value.serialize(to, null);
    }
  }
}
