package io.mpm.monitor.daemon.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A report on a disk. */
final class ReportFile {

  private ReportFile() {}

  static void write(Path file, List<Part> parts) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owners =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, owners);
    try (OutputStream out = Files.newOutputStream(file)) {
      if (file.toString().endsWith(".txt")) {
        out.write(text(parts).getBytes(StandardCharsets.UTF_8));
      } else {
        zip(parts, out);
      }
    }
  }

  private static String text(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(
        part ->
            text.append("=== ")
                .append(part.name())
                .append("\n\n")
                .append(part.text())
                .append('\n'));
    return text.toString();
  }

  private static void zip(List<Part> parts, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Part part : parts) {
        zip.putNextEntry(new ZipEntry("mpm-monitor-report/" + part.name()));
        zip.write(part.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }
}
