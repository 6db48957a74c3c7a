package io.mpm.monitor.protocol.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.TooManyValuesException;
import io.mpm.monitor.protocol.delivery.BatchCodec.Decoded;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch as {@code docs/protocol.md} shapes it, one event after the other: each is garbage
 * before the next one is made, which costs a collector nothing, while a whole batch lives long
 * enough to be copied about. One thread.
 */
public final class BatchReader {

  private static final Set<String> ENVELOPE = Set.of("producer", "counters");
  private static final String VERSION = "v";
  private static final String NO_JSON = "a batch must be JSON";
  private static final String NO_OBJECT = "a batch must be a JSON object";
  private static final String NO_EVENTS = "events is missing: a batch has events, counters or both";
  private static final int SHOWN_CHARS = 20;

  private final byte[] json;
  private final ObjectNode envelope = Json.object();
  private @Nullable JsonParser parser;
  private boolean inBatch;
  private boolean inEvents;
  private boolean hasEvents;
  private boolean isVersionSeen;
  private @Nullable String problem;

  /**
   * A reader at the beginning.
   *
   * @param json the batch as UTF-8
   */
  public BatchReader(byte[] json) {
    this.json = json;
  }

  /** How many bytes the text of the batch has. */
  public int bytes() {
    return json.length;
  }

  /**
   * The next element, by itself: one that is no event does not spoil the others. Null after the
   * last one, and where the text turns out to be no batch of ours. Of one in another version no
   * element is given, wherever it says so.
   */
  public @Nullable Decoded next() {
    try {
      return problem == null ? read() : null;
    } catch (IOException e) {
      problem = NO_JSON;
      return null;
    }
  }

  private @Nullable Decoded read() throws IOException {
    JsonParser from = parser;
    if (from == null) {
      from = Json.messageParser(json);
      parser = from;
      inBatch = from.nextToken() == JsonToken.START_OBJECT;
      problem = inBatch ? null : NO_OBJECT;
    }
    while (inBatch && problem == null) {
      JsonToken token = from.nextToken();
      if (inEvents && token != JsonToken.END_ARRAY) {
        return element(from);
      } else if (token == JsonToken.FIELD_NAME) {
        readField(from);
      } else {
        inBatch = inEvents;
        inEvents = false;
      }
    }
    if (problem == null) {
      problem = problemAtEnd(from);
    }
    return null;
  }

  private Decoded element(JsonParser from) throws IOException {
    int begin = (int) from.currentTokenLocation().getByteOffset();
    try {
      return BatchCodec.decodeEvent(Json.tree(from));
    } catch (TooManyValuesException e) {
      return new Decoded.Unusable(idAt(begin), TooManyValuesException.REASON);
    }
  }

  /** The id of the event that begins there; its sender must know which one is refused. */
  private String idAt(int begin) throws IOException {
    try (JsonParser event = Json.messageParser(json, begin)) {
      event.nextToken();
      while (event.nextToken() == JsonToken.FIELD_NAME) {
        boolean isId = event.currentName().equals("id");
        if (event.nextToken() == JsonToken.VALUE_STRING && isId) {
          return event.getText();
        }
        event.skipChildren();
      }
      return "";
    }
  }

  private @Nullable String problemAtEnd(JsonParser from) throws IOException {
    if (from.nextToken() != null) {
      return NO_JSON;
    }
    return hasEvents || envelope.has("counters") ? null : NO_EVENTS;
  }

  private void readField(JsonParser from) throws IOException {
    String name = from.currentName();
    JsonToken token = from.nextToken();
    if (name.equals("events")) {
      hasEvents = true;
      inEvents = token == JsonToken.START_ARRAY;
      problem = inEvents ? versionProblemAhead() : "events must be an array: " + shown(from);
    } else if (name.equals(VERSION)) {
      isVersionSeen = true;
      problem = versionProblem(from);
    } else if (ENVELOPE.contains(name)) {
      envelope.set(name, Json.tree(from));
    } else {
      from.skipChildren();
    }
  }

  private static @Nullable String versionProblem(JsonParser at) throws IOException {
    String version = shown(at);
    return version.equals(Integer.toString(Protocol.VERSION))
        ? null
        : "v must be " + Protocol.VERSION + " or left out: " + version;
  }

  /** Who writes the version behind the events must not have some of them taken before. */
  private @Nullable String versionProblemAhead() throws IOException {
    if (isVersionSeen) {
      return null;
    }
    isVersionSeen = true;
    try (JsonParser ahead = Json.messageParser(json)) {
      ahead.nextToken();
      while (ahead.nextToken() == JsonToken.FIELD_NAME) {
        boolean isVersion = ahead.currentName().equals(VERSION);
        ahead.nextToken();
        if (isVersion) {
          return versionProblem(ahead);
        }
        ahead.skipChildren();
      }
    } catch (JsonProcessingException e) {
      // Where it is no JSON, this reader will come to it.
    }
    return null;
  }

  /** So much of a value as a sentence has room for; the parser is left at its end. */
  private static String shown(JsonParser from) throws IOException {
    String text = Json.text(Json.tree(from));
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }

  /** What the batch has said of its producer so far; all of it once there is no next element. */
  public ObjectNode envelope() {
    return envelope;
  }

  /**
   * Why this has turned out to be no batch, in at most 123 bytes of UTF-8; what was read before
   * that is as it was told.
   */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }
}
