package io.mpm.monitor.daemon.claude;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** What its owner, its group and others may do with a file, and which group that is. */
record FileAccess(Set<PosixFilePermission> mode, GroupPrincipal group) {

  private static final Set<PosixFilePermission> OF_ITS_OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);
  private static final Set<PosixFilePermission> OF_ITS_GROUP =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE);

  FileAccess {
    mode = Set.copyOf(mode);
  }

  /** That of a file; empty when there is none, or where files have no such thing. */
  static Optional<FileAccess> of(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null || !Files.exists(file)) {
      return Optional.empty();
    }
    PosixFileAttributes attributes = view.readAttributes();
    return Optional.of(new FileAccess(attributes.permissions(), attributes.group()));
  }

  boolean isOwnersAlone() {
    return OF_ITS_OWNER.containsAll(mode);
  }

  /**
   * Gives it to a new file, which is its owner's alone until then.
   *
   * @throws IOException when the group cannot be given, and may do something with the file
   */
  void give(PosixFileAttributeView file) throws IOException {
    // The other way round, another group would have the rights of this one for a moment.
    if (!file.readAttributes().group().equals(group)) {
      giveGroup(file);
    }
    file.setPermissions(mode);
  }

  private void giveGroup(PosixFileAttributeView file) throws IOException {
    try {
      file.setGroup(group);
    } catch (FileSystemException e) {
      if (!Collections.disjoint(mode, OF_ITS_GROUP)) {
        FileSystemException said = new FileSystemException(e.getFile(), null, lost());
        said.initCause(e);
        throw said;
      }
    }
  }

  private String lost() {
    return "its group %s may use it, and you cannot give a new file to that group; `chgrp` gives it to one of yours, `chmod g=` keeps groups out"
        .formatted(group.getName());
  }
}
