package io.mpm.monitor.proxy.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the TLS that Java has for servers, with a certificate made for this test. */
@Timeout(120)
class TlsTransportTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private static SSLContext trusting;
  private SSLServerSocket server;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=monitor",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                keys.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    trusting = context(keys);
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  @BeforeEach
  void listen() throws IOException {
    server =
        (SSLServerSocket)
            trusting
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
  }

  private Wire connect(String host, SSLContext context) throws IOException, InterruptedException {
    URI web = URI.create("https://" + host + ":" + server.getLocalPort());
    return Wire.connect(web, context, begun -> {}, Peer.soon());
  }

  /** Sends back what it hears, until nothing more comes. */
  private CompletableFuture<Void> echo() {
    return CompletableFuture.runAsync(
        () -> {
          try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bytes_goBothWays(String version) throws Exception {
    server.setEnabledProtocols(new String[] {version});
    echo();
    try (Wire wire = connect("127.0.0.1", trusting)) {
      for (String text : new String[] {"a", "b".repeat(100_000), "c"}) {
        wire.write(ByteBuffer.wrap(text.getBytes(UTF_8)), Peer.soon());
        ByteBuffer heard = ByteBuffer.allocate(text.length());
        while (heard.hasRemaining()) {
          if (!wire.read(heard)) {
            wire.awaitInput(Peer.soon());
          }
        }
        assertThat(new String(heard.array(), UTF_8)).isEqualTo(text);
      }
    }
  }

  @Test
  void certificateThatNobodyVouchesFor_isRefused() throws Exception {
    CompletableFuture<Void> echo = echo();
    try (Wire wire = connect("127.0.0.1", SSLContext.getDefault())) {
      assertThatThrownBy(() -> wire.write(ByteBuffer.wrap(new byte[1]), Peer.soon()))
          .isInstanceOf(SSLException.class);
    }
    assertThat(echo).failsWithin(Duration.ofSeconds(30));
  }

  @Test
  void certificateOfAnotherName_isRefused() throws Exception {
    CompletableFuture<Void> echo = echo();
    try (Wire wire = connect("localhost", trusting)) {
      assertThatThrownBy(() -> wire.write(ByteBuffer.wrap(new byte[1]), Peer.soon()))
          .isInstanceOf(SSLException.class);
    }
    assertThat(echo).failsWithin(Duration.ofSeconds(30));
  }

  @Test
  void serverThatSaysNothing_isWaitedForUntilTheDeadline() throws Exception {
    try (Wire wire = connect("127.0.0.1", trusting)) {
      assertThatThrownBy(
              () ->
                  wire.write(
                      ByteBuffer.wrap(new byte[1]),
                      Deadline.in(Duration.ofMillis(200), System::nanoTime)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }
}
