package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether there is room for what the hooks write down. */
record DiskCheck(Path folder, long tightBytes, long lowBytes) implements Check {

  private static final long MEGABYTE = 1L << 20;

  DiskCheck(MonitorHome home) {
    this(home.root(), 50 * MEGABYTE, 500 * MEGABYTE);
  }

  @Override
  public String subject() {
    return "disk";
  }

  @Override
  public List<Finding> run() throws IOException {
    long free = Files.getFileStore(new Room(folder).existing()).getUsableSpace();
    String what = "%d MB are free for %s".formatted(free / MEGABYTE, folder);
    if (free < tightBytes) {
      return List.of(Finding.problem(what, "make room: events cannot be written down"));
    }
    return List.of(free < lowBytes ? Finding.warning(what, "make room soon") : Finding.ok(what));
  }
}
