package io.mpm.monitor.daemon.files;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where a session works and which paths its events have named; of each the newest. One thread. */
final class SessionFiles {

  private static final int MAX_FOLDERS = 16;
  private static final int MAX_PATHS = 1_000;

  private final Set<Path> folders = newest(MAX_FOLDERS);
  private final Set<Path> paths = newest(MAX_PATHS);

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

  void worksIn(Path folder) {
    folders.add(folder);
  }

  void named(Path path) {
    paths.add(path);
  }

  Set<Path> folders() {
    return new LinkedHashSet<>(folders);
  }

  boolean hasNamed(Path path) {
    return paths.contains(path);
  }
}
