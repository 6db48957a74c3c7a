package io.mpm.monitor.it.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A file system of a few megabytes that can be filled to its last byte. */
public final class SmallDisk implements AutoCloseable {

  private static final int CHUNK = 64 << 10;

  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /**
   * Mounts one on {@code folder}. Only root may; for everybody else it prints why there is none.
   */
  public static Optional<SmallDisk> mount(Path folder, int megabytes) {
    try {
      Files.createDirectories(folder);
      String refusal =
          Commands.run(
              List.of(
                  "mount",
                  "-t",
                  "tmpfs",
                  "-o",
                  "size=" + megabytes + "m",
                  "mpm",
                  folder.toString()));
      if (refusal.isEmpty()) {
        return Optional.of(new SmallDisk(folder));
      }
      System.out.println("no disk will be full: a small one cannot be mounted: " + refusal);
    } catch (IOException e) {
      System.out.println("no disk will be full: there is no mount: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** Leaves no room for another byte. */
  public void fill() {
    for (int chunk = CHUNK; chunk > 0; chunk /= 2) {
      try (OutputStream out =
          Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        while (true) {
          out.write(new byte[chunk]);
        }
      } catch (IOException e) {
        // It is full, for pieces of that size.
      }
    }
  }

  public void free() {
    try {
      Files.deleteIfExists(ballast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unmounts it; nothing may run from it any more. */
  @Override
  public void close() {
    try {
      Commands.run(List.of("umount", "--lazy", folder.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
