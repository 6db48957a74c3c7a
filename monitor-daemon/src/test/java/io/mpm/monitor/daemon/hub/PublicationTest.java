package io.mpm.monitor.daemon.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

  private static Optional<Publication> of(String text) {
    ByteBuf frame = Unpooled.copiedBuffer("xx" + text, StandardCharsets.UTF_8).skipBytes(2);
    Optional<Publication> publication = Publication.of(frame);
    assertThat(frame.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    return publication;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "42[\"publish\",{\"a\":1}]|-1|{\"a\":1}",
        "420[\"publish\",{\"a\":[\"]\"]}]|0|{\"a\":[\"]\"]}",
        "421234567890123456789[\"publish\",{}]|-2|",
        "42999999999999999999999[\"publish\",{}]|-2|",
        "42123456789012345[\"publish\",{}]|123456789012345|{}",
        "4217 [ \"publish\" , {} ] |17| {} ",
        "4217[\"publish\",{},7]|17|{},7",
        "4217[\"publish\",]|17|``",
        "4217[\"publish\"]|17|``"
      })
  void of_takesThePacketApart(String text, long ackId, String batch) {
    Optional<Publication> publication = of(text);
    if (ackId == -2) {
      assertThat(publication).isEmpty();
    } else {
      assertThat(publication.orElseThrow().ackId()).isEqualTo(ackId);
      assertThat(new String(publication.orElseThrow().batch(), StandardCharsets.UTF_8))
          .isEqualToIgnoringWhitespace(batch);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[",
        "42[]",
        "42]",
        "42",
        "42[\"publish\",{}",
        "42[\"publish\"{}]",
        "42[\"publisher\",{}]",
        "42[\"pub\",{}]",
        "42[\"publish",
        "42[publish,{}]",
        "42{\"publish\":{}}",
        "42[\"claude_event\",{\"publish\":1}]"
      })
  void of_leavesOtherPacketsAlone(String text) {
    assertThat(of(text)).isEmpty();
  }

  @Test
  void of_onlyDigitsEnds() {
    assertThat(of("42" + "9".repeat(1_000_000))).isEmpty();
  }
}
