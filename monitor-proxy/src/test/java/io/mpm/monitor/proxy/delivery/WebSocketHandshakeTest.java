package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.protocol.home.AccessToken;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WebSocketHandshakeTest {

  /** The example of RFC 6455. */
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String PROOF = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private static final String WEBSOCKET =
      """
      HTTP/1.1 101 Switching Protocols\r
      upgrade: websocket\r
      connection: Upgrade\r
      SEC-WEBSOCKET-ACCEPT: %s\r
      \r
      """;

  @TempDir private Path folder;
  private Peer peer;

  @BeforeEach
  void connect() throws Exception {
    peer = new Peer(folder);
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  /** What the example was made of. */
  private static SecureRandom example() {
    return new SecureRandom() {
      private static final long serialVersionUID = 1;

      @Override
      public void nextBytes(byte[] bytes) {
        byte[] sample = "the sample nonce".getBytes(ISO_8859_1);
        System.arraycopy(sample, 0, bytes, 0, bytes.length);
      }
    };
  }

  private WebSocket shake(Optional<AccessToken> token) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:8765/socket.io/?EIO=4&transport=websocket");
    return WebSocketHandshake.shake(peer.wire(), address, token, example(), Peer.soon());
  }

  @Test
  void request_saysWhatIsWantedAndByWhom() throws Exception {
    AccessToken token = AccessToken.random();
    peer.say(WEBSOCKET.formatted(PROOF));
    shake(Optional.of(token));
    peer.wire().close();

    String request = new String(peer.hear(500), ISO_8859_1);
    assertThat(request)
        .startsWith("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n")
        .contains("Host: 127.0.0.1:8765\r\n", "Sec-WebSocket-Key: " + KEY + "\r\n")
        .endsWith("Authorization: Bearer " + token.reveal() + "\r\n\r\n");
  }

  @Test
  void whatComesRightBehind_isNotLost() throws Exception {
    peer.say(WEBSOCKET.formatted(PROOF) + "\u0081\u0001a");

    assertThat(shake(Optional.empty()).poll(Peer.soon())).isEqualTo("a");
  }

  @Test
  void answerWithoutProof_isNoWebSocket() throws Exception {
    peer.say(WEBSOCKET.formatted("bm8gcHJvb2Ygb2YgYW55dGhpbmcg"));

    assertThatThrownBy(() -> shake(Optional.empty())).isInstanceOf(ProtocolException.class);
  }

  @Test
  void refusal_isToldWithWhatWasSaid() throws Exception {
    peer.say("HTTP/1.1 401 Unauthorized\r\nContent-Length: 13\r\n\r\nno such token");

    assertThatThrownBy(() -> shake(Optional.empty()))
        .isInstanceOfSatisfying(
            WebSocketHandshake.RefusedException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(401);
              assertThat(refused.body()).isEqualTo("no such token");
            });
  }

  @Test
  void whoSpeaksSomethingElse_isNoWebSocket() throws Exception {
    peer.say("SSH-2.0-OpenSSH_9.2\r\n\r\n");

    assertThatThrownBy(() -> shake(Optional.empty())).isInstanceOf(ProtocolException.class);
  }

  @Test
  void answerWithoutAnEnd_isCutOff() throws Exception {
    peer.say("HTTP/1.1 101 " + "x".repeat(20_000));

    assertThatThrownBy(() -> shake(Optional.empty())).isInstanceOf(ProtocolException.class);
  }

  @Test
  void whoGoesAwayMeanwhile_isTheEnd() throws Exception {
    peer.say("HTTP/1.1 101 Swi");
    peer.goAway();

    assertThatThrownBy(() -> shake(Optional.empty())).isInstanceOf(IOException.class);
  }
}
