package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.protocol.AckArgs;
import com.corundumstudio.socketio.protocol.AuthPacket;
import com.corundumstudio.socketio.protocol.ConnPacket;
import com.corundumstudio.socketio.protocol.Event;
import com.corundumstudio.socketio.protocol.JsonSupport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * netty-socketio's packets as JSON, by trees: what a publisher wrote comes out as it was (nulls
 * stay, 1.10 is not 1.1), and Jackson's mapper of beans is not loaded for four kinds of packets.
 */
final class PacketJson implements JsonSupport {

  private final int maxPayload;

  /** How many things that come with an event are listened for. */
  private final Map<String, Integer> heard = new ConcurrentHashMap<>();

  /**
   * The JSON of a server with one limit and one namespace.
   *
   * @param maxPayload the largest message taken, in bytes, which the protocol has us tell in the
   *     opening packet and netty-socketio leaves out
   */
  PacketJson(int maxPayload) {
    this.maxPayload = maxPayload;
  }

  @Override
  public <T> T readValue(String namespace, ByteBufInputStream from, Class<T> type)
      throws IOException {
    JsonNode value = read(from);
    return type.cast(type == Event.class ? event(value) : fields(value));
  }

  /** Its name, and as much of what comes with it as somebody listens for. */
  private Event event(JsonNode packet) throws IOException {
    if (!packet.path(0).isTextual()) {
      throw new IOException("an event is an array that begins with its name");
    }
    String name = packet.path(0).textValue();
    int end = Math.min(packet.size(), 1 + heard.getOrDefault(name, 0));
    List<Object> args = new ArrayList<>();
    for (int i = 1; i < end; i++) {
      args.add(packet.get(i));
    }
    return new Event(name, args);
  }

  /** What a client shows when it connects. */
  private static Map<String, Object> fields(JsonNode shown) throws IOException {
    if (!shown.isObject()) {
      throw new IOException("what a client shows when it connects is an object");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    shown.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  @Override
  public AckArgs readAckArgs(ByteBufInputStream from, AckCallback<?> callback) throws IOException {
    List<Object> args = new ArrayList<>();
    read(from).forEach(args::add);
    return new AckArgs(args);
  }

  private static JsonNode read(ByteBufInputStream from) throws IOException {
    try {
      return Json.parseMessage(from.readAllBytes());
    } catch (MalformedJsonException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void writeValue(ByteBufOutputStream to, @Nullable Object value) throws IOException {
    to.write(Json.bytes(tree(value)));
  }

  private JsonNode tree(@Nullable Object value) {
    if (value == null) {
      return NullNode.getInstance();
    } else if (value instanceof JsonNode tree) {
      return tree;
    } else if (value instanceof String text) {
      return TextNode.valueOf(text);
    } else if (value instanceof Boolean flag) {
      return BooleanNode.valueOf(flag);
    } else if (value instanceof Integer number) {
      return IntNode.valueOf(number);
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = Json.object();
      map.forEach((name, field) -> object.set(String.valueOf(name), tree(field)));
      return object;
    } else if (value instanceof List<?> list) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> array.add(tree(element)));
      return array;
    } else if (value instanceof ConnPacket connected) {
      return Json.object().put("sid", connected.getSid().toString());
    } else if (value instanceof AuthPacket opening) {
      return opening(opening);
    }
    throw new IllegalArgumentException("no packet holds a " + value.getClass().getName());
  }

  private ObjectNode opening(AuthPacket packet) {
    ObjectNode fields = Json.object().put("sid", packet.getSid().toString());
    ArrayNode upgrades = fields.putArray("upgrades");
    for (String upgrade : packet.getUpgrades()) {
      upgrades.add(upgrade);
    }
    return fields
        .put("pingInterval", packet.getPingInterval())
        .put("pingTimeout", packet.getPingTimeout())
        .put("maxPayload", maxPayload);
  }

  @Override
  public void addEventMapping(String namespace, String event, Class<?>... types) {
    heard.put(event, types.length);
  }

  @Override
  public void removeEventMapping(String namespace, String event) {
    heard.remove(event);
  }

  /** None: what is binary is refused before it comes here, and nothing of ours is. */
  @Override
  public List<byte[]> getArrays() {
    return List.of();
  }
}
