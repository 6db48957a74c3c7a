package io.mpm.monitor.proxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTest {

  @Test
  void handshake_saysHowLongTheDaemonIsSilent() {
    assertThat(
            Packet.parse(
                "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":60000}"))
        .isEqualTo(new Packet.Opened(Duration.ofSeconds(85)));
  }

  @Test
  void packetsOfTheDefaultNamespace_areUnderstood() throws Exception {
    assertThat(Packet.parse("2")).isEqualTo(new Packet.Ping());
    assertThat(Packet.parse("40{\"sid\":\"b\"}")).isEqualTo(new Packet.Connected());
    assertThat(Packet.parse("44{\"message\":\"no\"}"))
        .isEqualTo(new Packet.Refused(Json.parse("{\"message\":\"no\"}")));
    assertThat(Packet.parse("4312[{\"accepted\":1}]"))
        .isEqualTo(new Packet.Acknowledged(12, Json.parse("{\"accepted\":1}")));
    assertThat(Packet.parse("41")).isEqualTo(new Packet.Farewell());
    assertThat(Packet.parse("1")).isEqualTo(new Packet.Farewell());
  }

  @Test
  void acknowledgementOfNothing_hasNoAnswer() {
    assertThat(Packet.parse("430[]"))
        .isInstanceOfSatisfying(
            Packet.Acknowledged.class,
            acknowledged -> assertThat(acknowledged.answer().isMissingNode()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4",
        "42[\"welcome\",{}]",
        "43",
        "43[",
        "43x[1]",
        "4399999999999999999999[1]",
        "44",
        "0",
        "0{",
        "6",
        "b64",
        "é"
      })
  void whateverElse_isNoneOfOurBusiness(String text) {
    assertThat(Packet.parse(text)).isEqualTo(new Packet.Other());
  }

  @Test
  void eventAndConnect_areWrittenAsTheProtocolHasThem() {
    assertThat(Packet.connect(Json.object().put("role", "producer").put("v", 1)))
        .isEqualTo("40{\"role\":\"producer\",\"v\":1}");
    assertThat(Packet.event(7, "publish", "{\"v\":1}")).isEqualTo("427[\"publish\",{\"v\":1}]");
  }
}
