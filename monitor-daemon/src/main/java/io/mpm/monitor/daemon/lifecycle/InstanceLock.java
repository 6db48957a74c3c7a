package io.mpm.monitor.daemon.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes a daemon the only one in its home. The system gives it back when the process ends,
 * however it ends.
 *
 * <p>While it is held, nothing else in this process may open its file, not even to set its time:
 * POSIX drops a process's locks on a file as soon as the process closes any descriptor of it.
 */
final class InstanceLock implements Closeable {

  private final Path file;
  private final FileChannel channel;

  private InstanceLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The lock; empty when another holds it. Does not wait. */
  static Optional<InstanceLock> tryTake(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another daemon in this very JVM, as in tests.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new InstanceLock(file, channel));
  }

  /** What is locked. */
  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
