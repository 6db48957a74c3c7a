package io.mpm.monitor.daemon.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.daemon.parts.Parts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UnixDoorTest {

  private static final int MEGABYTES = 20 << 20;

  @TempDir private Path folder;
  private Path path;
  private ServerSocket daemon;
  private final Parts opened = new Parts();

  @BeforeEach
  void listen() throws IOException {
    path = folder.resolve("daemon.sock");
    daemon = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopListening() throws IOException {
    opened.close();
    daemon.close();
  }

  private UnixDoor open() throws IOException {
    return opened.add(UnixDoor.open(path, daemon.getLocalPort()));
  }

  private SocketChannel guest() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  private static void send(SocketChannel to, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      to.write(left);
    }
  }

  private static byte[] take(SocketChannel from, int count) throws IOException {
    ByteBuffer taken = ByteBuffer.allocate(count);
    while (taken.hasRemaining() && from.read(taken) >= 0) {}
    return taken.array();
  }

  @Test
  void guest_reachesThePort() throws Exception {
    open();
    try (SocketChannel guest = guest();
        Socket inside = daemon.accept()) {
      send(guest, "there".getBytes(UTF_8));
      assertThat(new String(inside.getInputStream().readNBytes(5), UTF_8)).isEqualTo("there");
      inside.getOutputStream().write("back".getBytes(UTF_8));
      assertThat(new String(take(guest, 4), UTF_8)).isEqualTo("back");
    }
  }

  @Test
  void folderThatIsNotThere_isMadeItsOwnersAlone_andOneThatIsThereStaysAsItIs() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    path = folder.resolve("new/daemon.sock");

    open();
    try (SocketChannel guest = guest()) {
      assertThat(guest.isConnected()).isTrue();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void muchAtOnce_arrivesWholeThoughTheReaderIsSlow() throws Exception {
    byte[] much = new byte[MEGABYTES];
    new Random(1).nextBytes(much);
    open();
    try (SocketChannel guest = guest();
        Socket inside = daemon.accept()) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  send(guest, much);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });

      assertThat(sending).as("nobody reads, so it is held back").isNotDone();
      assertThat(inside.getInputStream().readNBytes(MEGABYTES)).isEqualTo(much);
      sending.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void oneEnds_soDoesTheOtherAfterItsLastBytes() throws Exception {
    open();
    try (SocketChannel guest = guest()) {
      try (Socket inside = daemon.accept()) {
        inside.getOutputStream().write("last".getBytes(UTF_8));
      }
      assertThat(new String(take(guest, 4), UTF_8)).isEqualTo("last");
      assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);

      SocketChannel hasty = guest();
      try (Socket inside = daemon.accept()) {
        hasty.close();
        assertThat(inside.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void nobodyOnThePort_guestIsSentAway() throws Exception {
    open();
    daemon.close();
    try (SocketChannel guest = guest()) {
      assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void socket_isItsOwnersAloneAndGoesWithTheDoor() throws Exception {
    UnixDoor door = open();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");

    door.close();

    assertThat(path).doesNotExist();
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("mpm-unix")));
  }

  @Test
  void leftBehindByADeadDaemon_isReplaced() throws Exception {
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();

    open();
    try (SocketChannel guest = guest();
        Socket inside = daemon.accept()) {
      send(guest, new byte[] {7});
      assertThat(inside.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void somebodyListensThere_isRefusedAndLeftAlone() throws Exception {
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      other.bind(UnixDomainSocketAddress.of(path));

      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(path + ": another process listens there");
      assertThat(path).exists();
    }
  }

  @Test
  void fileOfThatName_isRefusedAndLeftAlone() throws Exception {
    Files.writeString(path, "mine");

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path + ": is there and is no socket");
    assertThat(path).hasContent("mine");
  }

  @Test
  void folderThatCannotBeMade_isNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    path = file.resolve("daemon.sock");

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
