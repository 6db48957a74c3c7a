package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
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
        "42[\"x\"]|EXCHANGE",
        "4217[\"x\"]|EXCHANGE",
        "42/dash,[\"x\"]|MALFORMED",
        "42{}|MALFORMED",
        "430[]|EXCHANGE",
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
    assertThat(Packet.of(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8))).isEqualTo(expected);
  }
}
