package io.mpm.monitor.daemon.model.files;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Where a session works and which paths its events have named; of each the newest. One thread. */
final class SeenFiles {

  private static final int MAX_FOLDERS = 16;
  private static final int MAX_PATHS = 1_000;

  /** Of all paths together; a path may have thousands. */
  private static final int MAX_CHARS = 256 << 10;

  private final Set<Path> folders = newest();
  private final Set<Path> paths = newest();
  private long chars;

  // The folder of the last event: hundreds of the next ones say the same.
  private String lastSaid = "";
  private Optional<Path> last = Optional.empty();

  /** In the order in which they were named last. */
  private static Set<Path> newest() {
    return Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true));
  }

  private void add(Path path, Set<Path> to, int max) {
    if (to.add(path)) {
      chars += path.toString().length();
      while (to.size() > max || (chars > MAX_CHARS && to.size() > 1)) {
        Iterator<Path> eldest = to.iterator();
        chars -= eldest.next().toString().length();
        eldest.remove();
      }
    }
  }

  /** How long all of them are together. */
  long chars() {
    return chars;
  }

  /** An event happens in {@code cwd}; empty when it does not say. */
  void worksIn(String cwd) {
    if (cwd.equals(lastSaid)) {
      return;
    }
    lastSaid = cwd;
    last = SeenPaths.path(cwd).filter(Path::isAbsolute);
    last.ifPresent(folder -> add(folder, folders, MAX_FOLDERS));
  }

  /** The event that was told of last names {@code path}, absolute or from its folder. */
  void named(Path path) {
    if (path.isAbsolute()) {
      add(path, paths, MAX_PATHS);
    } else {
      last.ifPresent(folder -> add(folder.resolve(path).normalize(), paths, MAX_PATHS));
    }
  }

  Set<Path> folders() {
    return new LinkedHashSet<>(folders);
  }

  boolean hasNamed(Path path) {
    return paths.contains(path);
  }
}
