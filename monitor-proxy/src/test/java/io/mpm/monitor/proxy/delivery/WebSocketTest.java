package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebSocketTest {

  private static final int TEXT = 0x81;
  private static final int FIRST_PIECE = 0x01;
  private static final int PIECE = 0x00;
  private static final int LAST_PIECE = 0x80;
  private static final int BINARY = 0x82;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8a;
  private static final int MASKED = 0x80;

  @TempDir private Path folder;
  private Peer peer;
  private WebSocket socket;

  @BeforeEach
  void connect() throws Exception {
    peer = new Peer(folder);
    socket = new WebSocket(peer.wire(), ByteBuffer.allocate(16).flip(), new SecureRandom());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    peer.close();
  }

  private String next() throws IOException, InterruptedException {
    String message = socket.poll(Peer.soon());
    while (message == null) {
      socket.awaitMore(Peer.soon());
      message = socket.poll(Peer.soon());
    }
    return message;
  }

  /** What the peer hears of a message of that many bytes, unmasked; its header must have that. */
  private String heard(int length, int... header) throws IOException {
    byte[] frame = peer.hear(header.length + 4 + length);
    for (int i = 0; i < header.length; i++) {
      assertThat(frame[i] & 0xff).as("byte %d", i).isEqualTo(header[i]);
    }
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (frame[header.length + 4 + i] ^ frame[header.length + i % 4]);
    }
    return new String(payload, UTF_8);
  }

  @Test
  void send_isOneMaskedFrame() throws Exception {
    socket.send("h€llo", Peer.soon());
    assertThat(heard(7, TEXT, MASKED | 7)).isEqualTo("h€llo");

    socket.send("x".repeat(126), Peer.soon());
    assertThat(heard(126, TEXT, MASKED | 126, 0, 126)).isEqualTo("x".repeat(126));

    socket.send("y".repeat(0xffff), Peer.soon());
    assertThat(heard(0xffff, TEXT, MASKED | 126, 0xff, 0xff)).isEqualTo("y".repeat(0xffff));

    socket.send("z".repeat(0x10000), Peer.soon());
    assertThat(heard(0x10000, TEXT, MASKED | 127, 0, 0, 0, 0, 0, 1, 0, 0))
        .isEqualTo("z".repeat(0x10000));
  }

  @Test
  void messages_comeWholeHoweverTheyArrive() throws Exception {
    assertThat(socket.poll(Peer.now())).isNull();
    peer.say(TEXT);
    assertThat(socket.poll(Peer.now())).isNull();
    peer.say(2, 'a');
    assertThat(socket.poll(Peer.now())).isNull();
    peer.say('b', TEXT, 0, TEXT, 1, 'c');

    assertThat(next()).isEqualTo("ab");
    assertThat(socket.poll(Peer.now())).isEmpty();
    assertThat(socket.poll(Peer.now())).isEqualTo("c");
    assertThat(socket.poll(Peer.now())).isNull();
  }

  @Test
  void messages_ofEveryLength_areUnderstood() throws Exception {
    peer.say(TEXT, 126, 0, 200);
    peer.say("x".repeat(200));
    assertThat(next()).isEqualTo("x".repeat(200));

    peer.say(TEXT, 127, 0, 0, 0, 0, 0, 1, 0, 0);
    peer.say("y".repeat(0x10000));
    assertThat(next()).isEqualTo("y".repeat(0x10000));
  }

  @Test
  void messageInPieces_isPutTogether_withAPingBetween() throws Exception {
    peer.say(FIRST_PIECE, 1, 0xe2, PING, 1, 'p', PIECE, 1, 0x82, LAST_PIECE, 1, 0xac);

    assertThat(next()).isEqualTo("€");
    assertThat(heard(1, PONG, MASKED | 1)).isEqualTo("p");
  }

  @Test
  void pong_isPassedOver() throws Exception {
    peer.say(PONG, 0, TEXT, 1, 'a');

    assertThat(next()).isEqualTo("a");
  }

  @Test
  void close_isTheEnd() throws Exception {
    peer.say(CLOSE, 2, 3, 0xe8);

    assertThatThrownBy(this::next).isInstanceOf(EOFException.class);
  }

  @Test
  void controlFrameThatIsLong_isRefused() throws Exception {
    peer.say(PING, 126, 0, 126);

    assertThatThrownBy(this::next).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {LAST_PIECE, BINARY, 0x8b, 0xc1, 0x09})
  void frameThatNoServerMaySend_isRefused(int first) throws Exception {
    peer.say(first, 1, 'a');

    assertThatThrownBy(this::next).isInstanceOf(ProtocolException.class);
  }

  @Test
  void maskedFrame_isRefused() throws Exception {
    peer.say(TEXT, MASKED | 1, 1, 2, 3, 4, 'a');

    assertThatThrownBy(this::next).isInstanceOf(ProtocolException.class);
  }

  @Test
  void newMessageAmongPieces_isRefused() throws Exception {
    peer.say(FIRST_PIECE, 1, 'a', TEXT, 1, 'b');

    assertThatThrownBy(this::next).isInstanceOf(ProtocolException.class);
  }

  @Test
  void frameBeyondTheLimit_isRefusedBeforeItIsThere() throws Exception {
    peer.say(TEXT, 127, 0x80, 0, 0, 0, 0, 0, 0, 0);

    assertThatThrownBy(this::next)
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("9223372036854775808 bytes");
  }
}
