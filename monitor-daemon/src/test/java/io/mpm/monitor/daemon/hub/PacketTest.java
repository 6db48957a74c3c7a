package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "40|CONNECT",
        "40{\"token\":\"x\"}|CONNECT",
        "40/dash,|OTHER_NAMESPACE",
        "401|MALFORMED",
        "41|LEAVE",
        "41/dash,|MALFORMED",
        "42[\"x\"]|EVENT",
        "4217[\"x\"]|EVENT",
        "42/dash,[\"x\"]|MALFORMED",
        "42{}|MALFORMED",
        "430[]|ACK",
        "43[]|MALFORMED",
        "44{}|MALFORMED",
        "451-[\"x\"]|MALFORMED",
        "461-1[]|MALFORMED",
        "3|PONG",
        "3probe|MALFORMED",
        "2|MALFORMED",
        "2probe|MALFORMED",
        "1|CLOSE",
        "0{}|MALFORMED",
        "5|MALFORMED",
        "6|MALFORMED",
        "x|MALFORMED",
        "4|MALFORMED",
        "''|MALFORMED"
      })
  void of_tellsPacketsApart(String text, Packet expected) {
    assertThat(Packet.of(frame(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"430[], 0", "4312[1], 12", "432147483647[], 2147483647", "432147483648[], -1"})
  void ackId_isTheNumberThatClientsHold(String text, int expected) {
    assertThat(Packet.ackId(frame(text))).isEqualTo(expected);
  }

  @Test
  void ackId_ofOnlyDigitsEnds() {
    assertThat(Packet.ackId(frame("43" + "9".repeat(1_000_000)))).isEqualTo(-1);
  }

  private static ByteBuf frame(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }
}
