package io.mpm.monitor.daemon.model.files;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a session works and which paths its events have named; of each the newest. One thread. */
final class SeenFiles {

  private static final int MAX_FOLDERS = 16;
  private static final int MAX_PATHS = 1_000;

  private final Set<Path> folders = newest(MAX_FOLDERS);
  private final Set<Path> paths = newest(MAX_PATHS);

  // The folder of the last event: hundreds of the next ones say the same.
  private String lastSaid = "";
  private Optional<Path> last = Optional.empty();

  private static Set<Path> newest(int max) {
    return Collections.newSetFromMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > max;
          }
        });
  }

  /** An event happens in {@code cwd}; empty when it does not say. */
  void worksIn(String cwd) {
    if (cwd.equals(lastSaid)) {
      return;
    }
    lastSaid = cwd;
    last = SeenPaths.path(cwd).filter(Path::isAbsolute);
    last.ifPresent(folders::add);
  }

  /** The event that was told of last names {@code path}, absolute or from its folder. */
  void named(Path path) {
    if (path.isAbsolute()) {
      paths.add(path);
    } else {
      last.ifPresent(folder -> paths.add(folder.resolve(path).normalize()));
    }
  }

  Set<Path> folders() {
    return new LinkedHashSet<>(folders);
  }

  boolean hasNamed(Path path) {
    return paths.contains(path);
  }
}
