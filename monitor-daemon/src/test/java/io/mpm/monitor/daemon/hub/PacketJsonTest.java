package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.corundumstudio.socketio.protocol.AuthPacket;
import com.corundumstudio.socketio.protocol.ConnPacket;
import com.corundumstudio.socketio.protocol.Event;
import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketJsonTest {

  private static final UUID ID = UUID.fromString("0b6f1a52-3c60-4a3f-8a57-2f1e3f4c5d6e");

  private final PacketJson json = new PacketJson(4096);

  @Test
  void write_openingPacket_tellsTheLargestMessage() throws Exception {
    assertThat(written(new AuthPacket(ID, new String[] {"websocket"}, 25_000, 60_000)))
        .isEqualTo(
            "{\"sid\":\""
                + ID
                + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                + "\"pingTimeout\":60000,\"maxPayload\":4096}");
  }

  @Test
  void write_whatNettySocketIoSends() throws Exception {
    assertThat(written(new ConnPacket(ID))).isEqualTo("{\"sid\":\"" + ID + "\"}");
    assertThat(written(Map.of("code", 3))).isEqualTo("{\"code\":3}");
    assertThat(written("Invalid namespace")).isEqualTo("\"Invalid namespace\"");
    JsonNode tree = Json.parse("{\"a\":null,\"b\":1.10}");
    assertThat(written(Arrays.asList("name", tree, true, null)))
        .isEqualTo("[\"name\",{\"a\":null,\"b\":1.10},true,null]");
  }

  @Test
  void write_whatNoPacketHolds_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written(1.5))
        .withMessage("no packet holds a java.lang.Double");
  }

  @Test
  void read_event_hasAsManyArgumentsAsAreListenedFor() throws Exception {
    json.addEventMapping("", "two", JsonNode.class, JsonNode.class);

    assertThat(event("[\"two\",1.10,null,3]").getArgs().toString()).isEqualTo("[1.10, null]");
    assertThat(event("[\"two\",1]").getArgs()).hasSize(1);
    assertThat(event("[\"other\",1]").getArgs()).isEmpty();
    json.removeEventMapping("", "two");
    assertThat(event("[\"two\",1]").getName()).isEqualTo("two");
    assertThat(event("[\"two\",1]").getArgs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "[7]", "\"two\"", "[\"two\"", "[\"two\"]]", ""})
  void read_event_withoutAName_isRefused(String text) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> event(text));
  }

  @Test
  void read_whatAClientShows_isAnObject() throws Exception {
    Object shown = json.readValue("", stream("{\"token\":\"t\"}"), Map.class);

    assertThat(shown).isEqualTo(Map.of("token", Json.parse("\"t\"")));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> json.readValue("", stream("[1]"), Map.class));
  }

  @Test
  void arrays_areNone() {
    assertThat(json.getArrays()).isEqualTo(List.of());
  }

  private Event event(String text) throws IOException {
    return json.readValue("", stream(text), Event.class);
  }

  private static ByteBufInputStream stream(String text) {
    return new ByteBufInputStream(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private String written(Object value) throws IOException {
    try (ByteBufOutputStream out = new ByteBufOutputStream(Unpooled.buffer())) {
      json.writeValue(out, value);
      return out.buffer().toString(StandardCharsets.UTF_8);
    }
  }
}
