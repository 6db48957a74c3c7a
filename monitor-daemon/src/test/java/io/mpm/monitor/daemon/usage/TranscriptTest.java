package io.mpm.monitor.daemon.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.usage.Transcript.Look;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {

  @TempDir private Path folder;
  private Path file;
  private final Transcript transcript = new Transcript("main");
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void create() throws IOException {
    file = Files.createFile(folder.resolve("t.jsonl"));
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private Look look() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return transcript.read(channel, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
    }
  }

  @Test
  void lastLine_isWaitedFor() throws Exception {
    append("one\ntw");
    assertThat(look()).isEqualTo(Look.DONE);
    assertThat(lines).containsExactly("one");
    append("o\n\nthree\n");
    look();
    assertThat(lines).containsExactly("one", "two", "three");
    look();
    assertThat(lines).hasSize(3);
  }

  @Test
  void anyGrowth_givesTheSameLines() throws Exception {
    Random random = new Random(3);
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String part = "x".repeat(random.nextInt(2_000)) + (random.nextBoolean() ? "ä\n" : "");
      written.append(part);
      append(part);
      if (random.nextInt(4) == 0) {
        look();
      }
    }
    append("\n");
    look();
    List<String> all = written.append('\n').toString().lines().toList();
    assertThat(lines)
        .containsExactlyElementsOf(all.stream().filter(line -> !line.isEmpty()).toList());
  }

  @Test
  void longLine_isPassedOverAndCounted() throws Exception {
    append("one\n" + "y".repeat(Transcript.MAX_LINE_BYTES + 5));
    look();
    append("y".repeat(100_000) + "\ntwo\n");
    look();
    assertThat(lines).containsExactly("one", "two");
    assertThat(transcript.longLines()).isEqualTo(1);
  }

  @Test
  void shorterFile_isAnotherOne() throws Exception {
    append("one\ntwo\n");
    look();
    Files.writeString(file, "new\n");
    assertThat(look()).isEqualTo(Look.REPLACED);
    assertThat(lines).hasSize(2);
  }

  @Test
  void largeFile_isReadInSeveralLooks() throws Exception {
    String line = "z".repeat(999_999) + "\n";
    for (int i = 0; i < 20; i++) {
      append(line);
    }
    assertThat(look()).isEqualTo(Look.MORE);
    assertThat(lines.size()).isBetween(16, 19);
    assertThat(look()).isEqualTo(Look.DONE);
    assertThat(lines.size()).isEqualTo(20);
  }
}
