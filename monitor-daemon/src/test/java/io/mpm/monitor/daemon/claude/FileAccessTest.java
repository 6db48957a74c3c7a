package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAccessTest {

  private static final GroupPrincipal STAFF = () -> "staff";

  @TempDir private Path temporary;
  private Path file;

  @BeforeEach
  void file() throws IOException {
    file = Files.createFile(temporary.resolve("fresh"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static FileAccess access(String mode) {
    return new FileAccess(PosixFilePermissions.fromString(mode), STAFF);
  }

  @Test
  void give_groupThatMayRead_andCannotBeGiven_isRefused_andNobodyElseMayRead() throws Exception {
    assertThatThrownBy(() -> access("rw-r--r--").give(new OfNoSuchGroup(file)))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(file + ": its group staff may use it");

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void give_groupThatMayDoNothing_andCannotBeGiven_isLetGo() throws Exception {
    access("r--------").give(new OfNoSuchGroup(file));

    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("r--------"));
  }

  /** A file of a user who is not in the group that he wants to give it. */
  private static final class OfNoSuchGroup implements PosixFileAttributeView {

    private final Path path;
    private final PosixFileAttributeView file;

    OfNoSuchGroup(Path path) {
      this.path = path;
      this.file = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }

    @Override
    public void setGroup(GroupPrincipal group) throws IOException {
      throw new FileSystemException(path.toString(), null, "Operation not permitted");
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public PosixFileAttributes readAttributes() throws IOException {
      return file.readAttributes();
    }

    @Override
    public void setTimes(FileTime modified, FileTime accessed, FileTime created)
        throws IOException {
      file.setTimes(modified, accessed, created);
    }

    @Override
    public UserPrincipal getOwner() throws IOException {
      return file.getOwner();
    }

    @Override
    public void setOwner(UserPrincipal owner) throws IOException {
      file.setOwner(owner);
    }

    @Override
    public void setPermissions(Set<PosixFilePermission> mode) throws IOException {
      file.setPermissions(mode);
    }
  }
}
