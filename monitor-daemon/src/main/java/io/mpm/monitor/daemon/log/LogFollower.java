package io.mpm.monitor.daemon.log;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a log while it is written, and goes on in the new file when it is rotated. */
public final class LogFollower implements Closeable {

  private final Path file;
  private @Nullable InputStream open;
  private @Nullable Object openKey;
  private long position;
  private final Utf8Pieces pieces = new Utf8Pieces();

  /** Follows {@code file} from its beginning; it need not exist yet. */
  public LogFollower(Path file) {
    this.file = file;
  }

  /** What was added since the last call; a character that is half written comes with the next. */
  public String read() throws IOException {
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    drainTo(added);
    if (isReplaced()) {
      // Its end may have been written between reading and renaming.
      drainTo(added);
      reopen();
      drainTo(added);
    }
    return pieces.text(added.toByteArray());
  }

  private void drainTo(ByteArrayOutputStream added) throws IOException {
    if (open != null) {
      position += open.transferTo(added);
    }
  }

  private boolean isReplaced() throws IOException {
    try {
      // Where files have no keys, a new one is known by being shorter than what was read.
      return open == null || !Objects.equals(key(), openKey) || Files.size(file) < position;
    } catch (NoSuchFileException e) {
      // In the middle of a rotation, or not there yet.
      return false;
    }
  }

  private void reopen() throws IOException {
    close();
    position = 0;
    try {
      openKey = key();
      open = Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      open = null;
    }
  }

  private @Nullable Object key() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }

  /** The last {@code count} lines of {@code text}, each with its end. */
  public static String lastLines(String text, int count) {
    List<String> lines = text.lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - count), lines.size());
    return last.isEmpty() ? "" : String.join("\n", last) + "\n";
  }
}
