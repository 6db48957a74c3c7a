package io.mpm.monitor.it.oracle;

import io.mpm.monitor.it.rig.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What somebody else might leave in the spool. */
enum Stranger {
  /** A file that bears a name of ours and nothing in it. */
  EMPTY_EVENT,
  /** The first half of an event, as a hook leaves it that was killed. */
  HALF_AN_EVENT,
  /** JSON, but no event. */
  LIST,
  NO_TEXT,
  /** Files with names of their own must be left alone. */
  FOREIGN_NAME,
  FOLDER,
  LINK,
  FIFO;

  private static final List<Stranger> ALL = List.of(values());

  static Stranger draw(RandomGenerator chance) {
    return ALL.get(chance.nextInt(ALL.size()));
  }

  /** Leaves it there, unless there is no room for it on the disk. */
  void leaveIn(Path spool) {
    Path file = spool.resolve("pre-tool.1." + UUID.randomUUID());
    try {
      Files.createDirectories(spool);
      switch (this) {
        case EMPTY_EVENT -> Files.createFile(file);
        case HALF_AN_EVENT -> Files.writeString(file, "{\"session_id\":\"s\",\"tool_na");
        case LIST -> Files.writeString(file, "[1,2]");
        case NO_TEXT -> Files.write(file, new byte[] {0, -1, 7, 0});
        case FOREIGN_NAME -> Files.writeString(spool.resolve("Notes " + file.getFileName()), "{}");
        case FOLDER -> Files.createDirectory(file);
        case LINK -> Files.createSymbolicLink(file, Path.of("/etc/passwd"));
        case FIFO -> Commands.must("mkfifo", file.toString());
      }
    } catch (IOException e) {
      if (!Files.isDirectory(spool)) {
        throw new UncheckedIOException(e);
      }
      // The disk is full.
    }
  }
}
