package io.mpm.monitor.daemon.model.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folder that an event's relative paths start from. Pure: looks at no disk.
 *
 * @param path empty when the event names none
 */
record Folder(String path) {

  /** {@code asked} as an absolute path without dots, as far as that can be known. */
  String resolve(String asked) {
    if (isAbsolute(asked)) {
      return asked.contains("/.") || asked.contains("//") ? normalized(asked, asked) : asked;
    }
    return path.isEmpty() || asked.startsWith("~") ? asked : normalized(path, asked);
  }

  private static boolean isAbsolute(String asked) {
    boolean onDrive =
        asked.length() > 2 && Character.isLetter(asked.charAt(0)) && asked.charAt(1) == ':';
    return onDrive || asked.startsWith("/") || asked.startsWith("\\\\");
  }

  private static String normalized(String from, String asked) {
    try {
      return Path.of(from).resolve(asked).normalize().toString();
    } catch (InvalidPathException e) {
      return from.equals(asked) ? asked : from + "/" + asked;
    }
  }
}
