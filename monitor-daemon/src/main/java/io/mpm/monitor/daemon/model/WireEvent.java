package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A normalised event that waits for its number.
 *
 * @param id what makes a second copy of it a duplicate
 * @param type its wire type
 * @param sessionId empty when it names none
 * @param timestamp when it happened, by its producer's clock
 * @param json all of it, with {@code seq} still null; {@code data} is its last field
 */
public record WireEvent(
    String id, String type, String sessionId, Instant timestamp, ObjectNode json) {

  private static final byte[] DATA = ",\"data\":".getBytes(StandardCharsets.US_ASCII);

  /**
   * What its publisher sent, as it will be kept. It is most of the event and never changes, so that
   * it need not be encoded a second time.
   */
  public byte[] encodedData() {
    return Json.bytes(json.path("data"));
  }

  /**
   * The event with its place in the order, as it will be kept and sent.
   *
   * @param data its {@link #encodedData}
   */
  public StoredEvent numbered(long seq, byte[] data) {
    json.put("seq", seq);
    JsonNode tree = json.remove("data");
    byte[] head = Json.bytes(json);
    json.set("data", tree);
    byte[] whole =
        ByteBuffer.allocate(head.length + DATA.length + data.length)
            .put(head, 0, head.length - 1)
            .put(DATA)
            .put(data)
            .put((byte) '}')
            .array();
    return new StoredEvent(seq, type, sessionId.isEmpty() ? null : sessionId, whole);
  }
}
