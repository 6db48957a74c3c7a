package io.mpm.monitor.protocol.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** JSON as trees, within limits that no input can make us exceed. Safe for any thread. */
public final class Json {

  /**
   * Deeper input is refused: nobody reads it, and whoever walks a tree of it would overflow his
   * stack.
   */
  public static final int MAX_DEPTH = 200;

  /** What an event may hold, so that it can be read in any envelope that we put around it. */
  public static final int MAX_EVENT_DEPTH = MAX_DEPTH - 8;

  private static final int MAX_MESSAGE_DEPTH = 1_000;

  private static final int MAX_STRING_CHARS = 16 << 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING_CHARS)
                          .build())
                  .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // A number travels as it was written: 1.10 must not become 1.1.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectReader TREES =
      MAPPER.readerFor(JsonNode.class).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A message holds what others wrote, and its own envelopes around that. */
  private static final JsonFactory MESSAGES =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_MESSAGE_DEPTH)
                  .maxStringLength(MAX_STRING_CHARS)
                  .build())
          .build();

  private Json() {}

  /**
   * Reads the one JSON value that fills {@code utf8}.
   *
   * @throws MalformedJsonException when it is none, or is beyond the limits
   */
  public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
    JsonNode value;
    try {
      value = MAPPER.readTree(utf8);
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(
          e.getLocation() == null ? -1 : e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new MalformedJsonException(-1);
    }
    if (value.isMissingNode()) {
      throw new MalformedJsonException(0);
    }
    return value;
  }

  /** As {@link #parse(byte[])}, from text. */
  public static JsonNode parse(String text) throws MalformedJsonException {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads token by token, within the same limits, what is too big for a tree. */
  public static JsonParser parser(InputStream utf8) throws IOException {
    return MAPPER.createParser(utf8);
  }

  /** Reads token by token a message, which may be deeper than what it is made of. */
  public static JsonParser messageParser(byte[] utf8) throws IOException {
    return MESSAGES.createParser(utf8);
  }

  /** The value that begins at the parser's token; the parser is left at its end. */
  public static JsonNode tree(JsonParser parser) throws IOException {
    return TREES.readValue(parser);
  }

  /**
   * The value as UTF-8, without white space. Half a surrogate pair, which JSON's escapes can spell
   * and UTF-8 cannot, becomes a question mark.
   */
  public static byte[] bytes(JsonNode value) {
    try {
      byte[] utf8 = MAPPER.writeValueAsBytes(value);
      return holdsHalfAPair(utf8) ? text(value).getBytes(StandardCharsets.UTF_8) : utf8;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree always has a text", e);
    }
  }

  /** Half a pair is all that is ever written as an escape with a D. */
  private static boolean holdsHalfAPair(byte[] written) {
    for (int i = 0; i < written.length - 2; i++) {
      if (written[i] == '\\') {
        i++;
        if (written[i] == 'u' && written[i + 1] == 'D') {
          return true;
        }
      }
    }
    return false;
  }

  /** The value as text, without white space. */
  public static String text(JsonNode value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree always has a text", e);
    }
  }

  /** Whether something in {@code value} stands in more than {@code levels} brackets. */
  public static boolean isDeeperThan(int levels, JsonNode value) {
    if (!value.isContainerNode()) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    for (JsonNode part : value) {
      if (isDeeperThan(levels - 1, part)) {
        return true;
      }
    }
    return false;
  }

  /** A new empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
