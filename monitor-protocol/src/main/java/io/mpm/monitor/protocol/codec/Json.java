package io.mpm.monitor.protocol.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/**
 * JSON as trees, within limits that no input can make us exceed. Safe for any thread. For a tree's
 * text ask {@link #text}: its own {@code toString} is the same, and loads 330 classes first.
 */
public final class Json {

  /**
   * Deeper input is refused: nobody reads it, and whoever walks a tree of it would overflow the
   * stack.
   */
  public static final int MAX_DEPTH = 200;

  /** How deep an event's data may be, to be read in any envelope that is put around it. */
  public static final int MAX_EVENT_DEPTH = MAX_DEPTH - 8;

  /**
   * How many values an event may have, those in one another counted one by one. A value of three
   * bytes of text can take 250 in a tree, so that a bound of bytes alone bounds nothing: this many
   * take 12 MB, and twice that while secrets are taken out of them, which the smallest heap that
   * can be set, 64 MB, has room for. The largest answer of a tool has some thousand.
   */
  public static final int MAX_EVENT_VALUES = 50_000;

  /** The same of a message: with the event that fills it, room for what is put around that. */
  private static final int MAX_MESSAGE_VALUES = MAX_EVENT_VALUES + 5_000;

  private static final int MAX_MESSAGE_DEPTH = 1_000;

  private static final int MAX_STRING_CHARS = 16 << 20;

  private static final JsonFactory EVENTS =
      factory(MAX_DEPTH).enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  /** A message holds what others wrote, and its own envelopes around that. */
  private static final JsonFactory MESSAGES = factory(MAX_MESSAGE_DEPTH).build();

  private Json() {}

  private static JsonFactoryBuilder factory(int depth) {
    return (JsonFactoryBuilder)
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(depth)
                    .maxStringLength(MAX_STRING_CHARS)
                    .build());
  }

  /**
   * Reads the one JSON value that fills {@code utf8}.
   *
   * @throws MalformedJsonException when it is none, or is beyond the limits
   */
  public static JsonNode parse(byte[] utf8) throws MalformedJsonException {
    return parse(utf8, EVENTS, MAX_EVENT_VALUES);
  }

  /** As {@link #parse(byte[])}, of a message, which may be more than what it is made of. */
  public static JsonNode parseMessage(byte[] utf8) throws MalformedJsonException {
    return parse(utf8, MESSAGES, MAX_MESSAGE_VALUES);
  }

  private static JsonNode parse(byte[] utf8, JsonFactory factory, int maxValues)
      throws MalformedJsonException {
    try (JsonParser parser = factory.createParser(utf8)) {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException(0);
      }
      JsonNode value = Trees.read(parser, maxValues);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException(parser.currentTokenLocation().getByteOffset());
      }
      return value;
    } catch (TooManyValuesException e) {
      throw new MalformedJsonException(e);
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(
          e.getLocation() == null ? -1 : e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new MalformedJsonException(-1);
    }
  }

  /** As {@link #parse(byte[])}, from text. */
  public static JsonNode parse(String text) throws MalformedJsonException {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads token by token, within the same limits, what is too big for a tree. */
  public static JsonParser parser(InputStream utf8) throws IOException {
    return EVENTS.createParser(utf8);
  }

  /** Reads token by token a message, which may be more than what it is made of. */
  public static JsonParser messageParser(byte[] utf8) throws IOException {
    return messageParser(utf8, 0);
  }

  /** The same, of what begins at {@code offset}. */
  public static JsonParser messageParser(byte[] utf8, int offset) throws IOException {
    return MESSAGES.createParser(utf8, offset, utf8.length - offset);
  }

  /**
   * The value that begins at the parser's token; the parser is left at its end.
   *
   * @throws TooManyValuesException when it has more values than an event may; the parser is left at
   *     its end all the same
   */
  public static JsonNode tree(JsonParser parser) throws IOException {
    if (parser.currentToken() == null) {
      parser.nextToken();
    }
    return Trees.read(parser, MAX_EVENT_VALUES);
  }

  /**
   * Whether {@code utf8} is one JSON object within the limits of a message, however many values.
   */
  public static boolean isObject(byte[] utf8) {
    try (JsonParser parser = messageParser(utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The value as UTF-8, without white space. Half a surrogate pair, which JSON's escapes can spell
   * and UTF-8 cannot, becomes a question mark.
   */
  public static byte[] bytes(JsonNode value) {
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream(1024);
    try (JsonGenerator to = EVENTS.createGenerator(utf8, JsonEncoding.UTF8)) {
      Trees.write(value, to);
    } catch (IOException e) {
      throw new IllegalStateException("a tree always has a text", e);
    }
    byte[] written = utf8.toByteArray();
    return holdsHalfAPair(written) ? text(value).getBytes(StandardCharsets.UTF_8) : written;
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
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator to = EVENTS.createGenerator(text)) {
      Trees.write(value, to);
    } catch (IOException e) {
      throw new IllegalStateException("a tree always has a text", e);
    }
    return text.toString();
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
