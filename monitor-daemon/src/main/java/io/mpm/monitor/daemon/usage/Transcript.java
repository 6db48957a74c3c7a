package io.mpm.monitor.daemon.usage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * How far a transcript has been read. A line counts once it is whole; what is still being written
 * is read again the next time, so that nothing of it is kept. One thread.
 */
final class Transcript {

  /** What came of a look at the file. */
  enum Look {
    /** There is nothing more. */
    DONE,
    /** There is more than one look should take. */
    MORE,
    /** It is shorter than what was read of it: it is another file, and none of it counted yet. */
    REPLACED
  }

  /** Takes a whole line, without its end. */
  @FunctionalInterface
  interface LineReader {
    void line(byte[] utf8);
  }

  /** Longer ones hold pictures or whole files, and no answer. */
  static final int MAX_LINE_BYTES = 4 << 20;

  private static final int CHUNK_BYTES = 64 << 10;

  /** A session of a day; its reader has others to look at. */
  private static final long MAX_LOOK_BYTES = 16L << 20;

  private final String agentId;
  private long offset;
  private boolean inLongLine;
  private long longLines;

  /** A transcript of which nothing was read. */
  Transcript(String agentId) {
    this.agentId = agentId;
  }

  /** Whose answers it tells of when its lines do not say. */
  String agentId() {
    return agentId;
  }

  /** How many lines were too long to be read. */
  long longLines() {
    return longLines;
  }

  /** Whether {@code size} is not where it has been read to. */
  boolean isNews(long size) {
    return size != offset;
  }

  /** Hands on the whole lines that were not read yet. */
  Look read(SeekableByteChannel file, LineReader reader) throws IOException {
    if (file.size() < offset) {
      return Look.REPLACED;
    }
    long end = offset + MAX_LOOK_BYTES;
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    file.position(offset);
    for (int length = next(file, chunk); length > 0; length = next(file, chunk)) {
      take(chunk, length, line, reader);
      if (offset >= end) {
        return Look.MORE;
      }
    }
    return Look.DONE;
  }

  private static int next(SeekableByteChannel file, byte[] chunk) throws IOException {
    return file.read(ByteBuffer.wrap(chunk));
  }

  private void take(byte[] chunk, int length, ByteArrayOutputStream line, LineReader reader) {
    int from = 0;
    for (int at = 0; at < length; at++) {
      if (chunk[at] == '\n') {
        line.write(chunk, from, at - from);
        from = at + 1;
        endOfLine(line, reader);
      }
    }
    line.write(chunk, from, length - from);
    if (line.size() > MAX_LINE_BYTES || inLongLine) {
      offset += line.size();
      line.reset();
      inLongLine = true;
    }
  }

  private void endOfLine(ByteArrayOutputStream line, LineReader reader) {
    offset += line.size() + 1;
    if (inLongLine) {
      inLongLine = false;
      longLines++;
    } else if (line.size() > 0) {
      reader.line(line.toByteArray());
    }
    line.reset();
  }
}
