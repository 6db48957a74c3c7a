package io.mpm.monitor.daemon.report;

import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A report on a disk. */
final class ReportFile {

  private ReportFile() {}

  static void write(Path file, List<Part> parts) throws IOException {
    try (OutputStream out = Channels.newOutputStream(PrivateFiles.create(file))) {
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
