package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ByteCircleTest {

  private static final int PIECE = 256 << 10;

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void capacity_isAtLeastWhatWasAsked() {
    assertThat(new ByteCircle(1).capacity()).isEqualTo(PIECE);
    assertThat(new ByteCircle(PIECE).capacity()).isEqualTo(PIECE);
    assertThat(new ByteCircle(PIECE + 1).capacity()).isEqualTo(2 * PIECE);
  }

  /** Is a process of its own, for what is allowed outside the heap holds for all of one. */
  static final class Filler {

    private Filler() {}

    public static void main(String[] arguments) {
      byte[] written = bytes(new Random(3), 4 * PIECE);
      ByteCircle circle = new ByteCircle(4L * PIECE);
      System.out.print(Arrays.equals(circle.read(circle.write(written), written.length), written));
    }
  }

  @Test
  void write_moreThanIsAllowedOutsideTheHeap_goesIntoIt() throws Exception {
    Process filler =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxDirectMemorySize=" + 2 * PIECE,
                "-cp",
                System.getProperty("java.class.path"),
                Filler.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(filler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(said).isEqualTo("true");
    assertThat(filler.waitFor()).isZero();
  }

  @Test
  void write_roundAndRound_whatIsLeftReadsAsItWasWritten() {
    Random random = new Random(7);
    ByteCircle circle = new ByteCircle(3 * PIECE);
    NavigableMap<Long, byte[]> left = new TreeMap<>();
    for (int i = 0; i < 400; i++) {
      byte[] bytes = bytes(random, 1 + random.nextInt(PIECE));
      long firstLeft = circle.firstLeftAfter(bytes.length);
      left.put(circle.write(bytes), bytes);
      left.headMap(firstLeft).clear();
      left.forEach(
          (position, written) ->
              assertThat(circle.read(position, written.length)).isEqualTo(written));
    }
    assertThat(left).hasSizeGreaterThan(2);
  }

  @Test
  void leaveBefore_whatIsNotLeft_takesNoMemory() {
    Random random = new Random(11);
    ByteCircle circle = new ByteCircle(64 * PIECE);
    NavigableMap<Long, byte[]> left = new TreeMap<>();
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = bytes(random, 1 + random.nextInt(PIECE));
      left.put(circle.write(bytes), bytes);
      while (left.size() > 6) {
        left.pollFirstEntry();
      }
      circle.leaveBefore(left.firstKey());
      // Six of at most a piece each, the pieces that they begin and end in, and one to spare.
      assertThat(circle.heldBytes()).isLessThanOrEqualTo(9L * PIECE);
    }
    left.forEach(
        (position, written) ->
            assertThat(circle.read(position, written.length)).isEqualTo(written));
  }

  @Test
  void leaveBefore_whatWasWrittenOver_keepsTheNewer() {
    Random random = new Random(12);
    ByteCircle circle = new ByteCircle(2 * PIECE);
    circle.write(bytes(random, 100));
    long older = circle.write(bytes(random, 2 * PIECE - 200));
    byte[] newer = bytes(random, 150);
    long position = circle.write(newer);

    circle.leaveBefore(older);
    circle.leaveBefore(position);

    assertThat(circle.read(position, newer.length)).isEqualTo(newer);
  }

  @Test
  void write_asMuchAsThereIs_fills() {
    ByteCircle circle = new ByteCircle(PIECE);
    byte[] all = bytes(new Random(1), PIECE);
    circle.write(new byte[100]);
    assertThat(circle.read(circle.write(all), PIECE)).isEqualTo(all);
  }

  @Test
  void write_moreThanThereIs_isRefused() {
    assertThatThrownBy(() -> new ByteCircle(PIECE).write(new byte[PIECE + 1]))
        .hasMessageContaining(String.valueOf(PIECE + 1));
  }

  @Test
  void erase_leavesTheNeighbours() {
    ByteCircle circle = new ByteCircle(2 * PIECE);
    long before = circle.write(new byte[] {1, 2});
    long gone = circle.write(bytes(new Random(2), PIECE));
    long after = circle.write(new byte[] {3, 4});
    circle.erase(gone, PIECE);
    assertThat(circle.read(gone, PIECE)).containsOnly(0);
    assertThat(circle.read(before, 2)).containsExactly(1, 2);
    assertThat(circle.read(after, 2)).containsExactly(3, 4);
  }
}
