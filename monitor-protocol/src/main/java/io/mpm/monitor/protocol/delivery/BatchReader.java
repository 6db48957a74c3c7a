package io.mpm.monitor.protocol.delivery;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchCodec.Decoded;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch as {@code docs/protocol.md} shapes it, one event after the other: each is garbage
 * before the next one is made, which costs a collector nothing, while a whole batch lives long
 * enough to be copied about. One thread.
 */
public final class BatchReader {

  private static final Set<String> ENVELOPE = Set.of("producer", "counters");

  private final byte[] json;
  private final ObjectNode envelope = Json.object();
  private @Nullable JsonParser parser;
  private boolean inBatch;
  private boolean inEvents;
  private boolean broken;

  /**
   * A reader at the beginning.
   *
   * @param json the batch as UTF-8
   */
  public BatchReader(byte[] json) {
    this.json = json;
  }

  /** How long its text is. */
  public int bytes() {
    return json.length;
  }

  /**
   * The next element, by itself: one that is no event does not spoil the others. Null after the
   * last one, and where the text stops being JSON.
   */
  public @Nullable Decoded next() {
    try {
      return broken ? null : read();
    } catch (IOException e) {
      broken = true;
      return null;
    }
  }

  private @Nullable Decoded read() throws IOException {
    JsonParser from = parser;
    if (from == null) {
      from = Json.messageParser(json);
      parser = from;
      inBatch = from.nextToken() == JsonToken.START_OBJECT;
      if (!inBatch) {
        from.skipChildren();
      }
    }
    while (inBatch) {
      JsonToken token = from.nextToken();
      if (inEvents && token != JsonToken.END_ARRAY) {
        return BatchCodec.decodeEvent(Json.tree(from));
      } else if (token == JsonToken.FIELD_NAME) {
        readField(from);
      } else {
        inBatch = inEvents;
        inEvents = false;
      }
    }
    broken = from.nextToken() != null;
    return null;
  }

  private void readField(JsonParser from) throws IOException {
    String name = from.currentName();
    inEvents = from.nextToken() == JsonToken.START_ARRAY && name.equals("events");
    if (ENVELOPE.contains(name)) {
      envelope.set(name, Json.tree(from));
    } else if (!inEvents) {
      from.skipChildren();
    }
  }

  /** What the batch has said of its producer so far; all of it once there is no next element. */
  public ObjectNode envelope() {
    return envelope;
  }

  /** Whether the text has turned out to be no JSON. What was read before that is as it was told. */
  public boolean isBroken() {
    return broken;
  }
}
