package io.mpm.monitor.daemon.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page's files, read once at start. Requests are looked up by name among what was found, so no
 * path that a request names is ever opened.
 */
final class PageFiles {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "txt", "text/plain; charset=utf-8");

  private final Map<String, Answer> byPath = new HashMap<>();

  /** All files under {@code folder} whose type a page needs; none when there is no such folder. */
  PageFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> add(folder.relativize(file), file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Answer index = byPath.get("/index.html");
    if (index != null) {
      byPath.put("/", index);
      byPath.put("/dashboard", index);
    }
  }

  private void add(Path name, Path file) {
    String type = TYPES.get(extension(name));
    if (type == null) {
      return;
    }
    try {
      String path = "/" + name.toString().replace(name.getFileSystem().getSeparator(), "/");
      byPath.put(path, new Answer(200, type, Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String extension(Path name) {
    String text = name.toString();
    return text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The file that the page knows by this path. */
  @Nullable Answer find(String path) {
    return byPath.get(path);
  }
}
