package io.mpm.monitor.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Leaves files in a spool as hooks do. */
public final class SpoolWriter {

  private final Path spool;
  private int count;

  public SpoolWriter(Path spool) throws IOException {
    this.spool = Files.createDirectories(spool);
  }

  /** A whole event, stamped by the file system. */
  public Path event(String json) throws IOException {
    return file("stop." + (1000 + count++) + ".x" + count, json);
  }

  /** A whole event of that time. */
  public Path event(String json, Instant time) throws IOException {
    return stamp(event(json), time);
  }

  public Path file(String name, String text) throws IOException {
    return Files.writeString(spool.resolve(name), text);
  }

  public static Path stamp(Path file, Instant time) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }
}
