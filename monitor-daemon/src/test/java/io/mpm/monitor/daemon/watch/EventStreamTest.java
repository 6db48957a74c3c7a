package io.mpm.monitor.daemon.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.home.AccessToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final Duration SILENCE = Duration.ofSeconds(2);

  @Test
  void next_pingsAreALifeSign_andOnlyFullSilenceIsTheEnd() throws Exception {
    long start = System.nanoTime();
    try (PingingDaemon daemon =
            new PingingDaemon(40, "42[\"claude_events\",{\"events\":[{\"id\":\"e1\"}]}]");
        EventStream stream =
            EventStream.open(daemon.port(), AccessToken.random(), new Place.Now(), SILENCE)) {
      assertThat(stream.next())
          .isInstanceOfSatisfying(
              Heard.Event.class,
              heard -> assertThat(heard.event().path("id").asText()).isEqualTo("e1"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SILENCE);
      assertThat(stream.next()).isInstanceOf(Heard.Lost.class);
    }
  }

  /** Pings ten times a second, then says one thing, then nothing any more. */
  private static final class PingingDaemon implements AutoCloseable {

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger pings = new AtomicInteger();

    PingingDaemon(int most, String lastWord) throws IOException {
      thread.execute(
          () -> {
            try {
              OutputStream out = welcome(door.accept());
              thread.scheduleAtFixedRate(
                  () -> {
                    int sent = pings.getAndIncrement();
                    if (sent <= most) {
                      say(out, sent < most ? Packets.PING : lastWord);
                    }
                  },
                  100,
                  100,
                  TimeUnit.MILLISECONDS);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    int port() {
      return door.getLocalPort();
    }

    private static OutputStream welcome(Socket client) throws IOException {
      BufferedReader request =
          new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      String key = "";
      for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
        if (line.startsWith("Sec-WebSocket-Key: ")) {
          key = line.substring(line.indexOf(' ') + 1);
        }
      }
      String answer =
          String.join(
              "\r\n",
              "HTTP/1.1 101 Switching Protocols",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Accept: " + accept(key),
              "",
              "");
      client.getOutputStream().write(answer.getBytes(ISO_8859_1));
      return client.getOutputStream();
    }

    private static String accept(String key) {
      try {
        return Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT_SUFFIX).getBytes(ISO_8859_1)));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    /** One text frame, of at most 125 bytes. */
    private static void say(OutputStream out, String text) {
      byte[] bytes = text.getBytes(UTF_8);
      byte[] frame = new byte[bytes.length + 2];
      frame[0] = (byte) 0x81;
      frame[1] = (byte) bytes.length;
      System.arraycopy(bytes, 0, frame, 2, bytes.length);
      try {
        out.write(frame);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      thread.shutdownNow();
      door.close();
    }
  }
}
