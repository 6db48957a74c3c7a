package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Writes events into the spool, one new file each; {@code docs/protocol.md}, "The spool". */
final class SpoolWriter {

  /** The words that name an event. */
  static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /** Stands for every word that is none. */
  static final String UNKNOWN = "unknown";

  private static final int BUFFER_BYTES = 64 << 10;

  private final Path spool;

  SpoolWriter(Path spool) {
    this.spool = spool;
  }

  /**
   * Copies {@code input} to its end into one new file.
   *
   * @param word names the event; one that is no {@link #WORD} counts as {@link #UNKNOWN}
   * @return the file
   * @throws IOException when it could not be kept whole; then nothing of it is left
   */
  Path write(String word, InputStream input) throws IOException {
    PrivateFiles.directory(parent(spool));
    PrivateFiles.directory(spool);
    String name = WORD.matcher(word).matches() ? word : UNKNOWN;
    while (true) {
      Path file = spool.resolve(name + "." + ProcessHandle.current().pid() + "." + unique());
      try (OutputStream output = Channels.newOutputStream(PrivateFiles.create(file))) {
        copy(input, output, file);
        return file;
      } catch (FileAlreadyExistsException e) {
        // Nothing was read yet: the next name will do.
      }
    }
  }

  private static void copy(InputStream input, OutputStream output, Path file) throws IOException {
    try {
      // Not transferTo: on a pipe or a socket some Java 17 streams try to seek.
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        output.write(buffer, 0, read);
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Not a UUID: a secure random generator takes longer to load than all the rest. */
  private static String unique() {
    return Long.toHexString(System.nanoTime())
        + "-"
        + Long.toHexString(ThreadLocalRandom.current().nextLong());
  }

  private static Path parent(Path folder) {
    Path parent = folder.getParent();
    return parent == null ? folder : parent;
  }
}
