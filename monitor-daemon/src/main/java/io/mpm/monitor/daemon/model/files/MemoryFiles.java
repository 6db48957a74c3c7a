package io.mpm.monitor.daemon.model.files;

import java.util.Set;

/** The files that Claude Code reads as its memory and its settings. */
final class MemoryFiles {

  private static final Set<String> NAMES = Set.of("CLAUDE.md", "CLAUDE.local.md");

  private MemoryFiles() {}

  static boolean contains(String path) {
    String unixPath = path.replace('\\', '/');
    String name = unixPath.substring(unixPath.lastIndexOf('/') + 1);
    return NAMES.contains(name) || ("/" + unixPath).contains("/.claude/");
  }
}
