package io.mpm.monitor.daemon.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the first bytes of a database say, read as SQLite's description of its file format has it:
 * for whoever may look at a history that another process has open, and must not touch it. A file
 * that is new may say less than the log beside it.
 *
 * @param isDatabase whether SQLite would take it for one
 * @param application whose it is; 0 while nobody has said so
 * @param version of its schema
 */
record HistoryHeader(boolean isDatabase, int application, int version) {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES = 100;
  private static final int VERSION_AT = 60;
  private static final int APPLICATION_AT = 68;

  /** Reads it; an empty file is a database of nobody. */
  static HistoryHeader read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BYTES);
    }
    if (bytes.length == 0) {
      return new HistoryHeader(true, 0, 0);
    }
    if (bytes.length < BYTES || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return new HistoryHeader(false, 0, 0);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    return new HistoryHeader(true, header.getInt(APPLICATION_AT), header.getInt(VERSION_AT));
  }
}
