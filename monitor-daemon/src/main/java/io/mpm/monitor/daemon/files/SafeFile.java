package io.mpm.monitor.daemon.files;

import io.mpm.monitor.daemon.files.PathGuard.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/** Reads all of a regular file that the guard has resolved. */
final class SafeFile {

  private final Place place;
  private final long maxBytes;

  /**
   * The file at {@code place}.
   *
   * @param maxBytes a larger file is refused
   */
  SafeFile(Place place, long maxBytes) {
    this.place = place;
    this.maxBytes = maxBytes;
  }

  byte[] read() throws Refused {
    try (SeekableByteChannel channel = RegularFile.open(place.root(), place.inRoot())) {
      if (channel.size() > maxBytes) {
        throw tooLarge();
      }
      return bytes(channel);
    } catch (NoSuchFileException e) {
      throw new Refused(404, "File does not exist");
    } catch (RegularFile.RefusedException e) {
      throw new Refused(403, "Access denied: " + e.getMessage());
    } catch (IOException e) {
      throw new Refused(403, "Access denied: the file cannot be read");
    }
  }

  private byte[] bytes(SeekableByteChannel channel) throws IOException, Refused {
    // It may grow while it is read, and never ends then.
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(maxBytes, channel.size() + 4_096) + 1);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      if (buffer.position() > maxBytes) {
        throw tooLarge();
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private Refused tooLarge() {
    return new Refused(413, "File too large. Maximum allowed: " + maxBytes + " bytes");
  }
}
