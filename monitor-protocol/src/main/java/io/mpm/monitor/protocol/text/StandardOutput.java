package io.mpm.monitor.protocol.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints, and whether it came to its reader: Java's own standard output keeps that
 * to itself, and the command would end well. Flushed at each line.
 */
public final class StandardOutput extends PrintWriter {

  // Of a file's mode, as stat(2) has them.
  private static final int FILE_TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;

  private final Remembering to;

  private StandardOutput(Remembering to) {
    super(to, true, Charset.defaultCharset());
    this.to = to;
  }

  /** That of this process. */
  public static StandardOutput ofProcess() {
    return to(new FileOutputStream(FileDescriptor.out), isPipe(Path.of("/dev/stdout")));
  }

  static StandardOutput to(OutputStream stream, boolean pipe) {
    return new StandardOutput(new Remembering(stream, pipe));
  }

  /**
   * With which exit code a command ends that has printed here: with its own, unless that was a good
   * one and something was not printed; then {@code err} is told why. Who reads a pipe and stops has
   * what he wanted.
   *
   * @param speaker the program's name
   */
  public int exitCode(int ofCommand, String speaker, PrintWriter err) {
    flush();
    Optional<IOException> failure = to.failure();
    if (failure.isEmpty()) {
      return ofCommand;
    }
    err.println(speaker + ": standard output: " + failure.get().getMessage());
    err.flush();
    return ofCommand == 0 ? 1 : ofCommand;
  }

  private static boolean isPipe(Path output) {
    try {
      return !Files.exists(output)
          || !(Files.readAttributes(output, "unix:mode").get("mode") instanceof Integer mode)
          || (mode & FILE_TYPE) == FIFO
          || (mode & FILE_TYPE) == SOCKET;
    } catch (IOException | UnsupportedOperationException e) {
      return true; // nobody knows, and most are
    }
  }

  /** Keeps the first error. */
  private static final class Remembering extends OutputStream {

    private final OutputStream to;
    private final boolean pipe;
    private volatile @Nullable IOException failure;

    Remembering(OutputStream to, boolean pipe) {
      this.to = to;
      this.pipe = pipe;
    }

    Optional<IOException> failure() {
      return pipe ? Optional.empty() : Optional.ofNullable(failure);
    }

    @Override
    public void write(int oneByte) throws IOException {
      write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      try {
        to.write(bytes, from, count);
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        }
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      to.flush();
    }
  }
}
