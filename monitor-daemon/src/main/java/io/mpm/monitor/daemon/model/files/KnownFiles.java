package io.mpm.monitor.daemon.model.files;

import java.util.List;

/** The files that a session has seen on the disk, as far as its calls tell. Looks at no disk. */
public final class KnownFiles {

  /** No file at all. */
  static final KnownFiles NONE = new KnownFiles(List.of());

  private final Iterable<FileOperation> done;

  /**
   * What the operations show.
   *
   * @param done what was done to files, the oldest first; gone through once for each question
   */
  public KnownFiles(Iterable<FileOperation> done) {
    this.done = done;
  }

  /** Whether {@code path}, or a file in it, was there when last heard of. */
  boolean isThere(String path) {
    boolean there = false;
    for (FileOperation operation : done) {
      boolean leaves = operation.op() == FileOp.DELETE || operation.op() == FileOp.MOVE;
      if (leaves && isIn(path, operation.path())) {
        there = false;
      } else if (!leaves && isIn(operation.path(), path)) {
        there = true;
      }
      there |= isIn(operation.movedTo(), path);
    }
    return there;
  }

  /** Whether {@code path} is known to be a folder, or to have been one. */
  boolean isFolder(String path) {
    for (FileOperation operation : done) {
      FileOp op = operation.op();
      boolean listed = (op == FileOp.GLOB || op == FileOp.LIST) && operation.path().equals(path);
      if (listed || isWithin(operation.path(), path) || isWithin(operation.movedTo(), path)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code path} is known to be a file, or to have been one. */
  boolean isFile(String path) {
    for (FileOperation operation : done) {
      FileOp op = operation.op();
      if ((op == FileOp.READ || op.changesLines()) && operation.path().equals(path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(String path, String folder) {
    return path.equals(folder) || isWithin(path, folder);
  }

  /** Whether {@code path} is somewhere below {@code folder}. */
  static boolean isWithin(String path, String folder) {
    return path.length() > folder.length()
        && path.startsWith(folder)
        && (folder.endsWith("/") || path.charAt(folder.length()) == '/');
  }
}
