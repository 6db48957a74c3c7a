package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

  @TempDir Path home;

  @Test
  void folder_homeMayRunPrograms_isThereAndItsOwnersAlone() throws Exception {
    Path folder = NativeLibrary.folder(home, NativeLibrary::mayRun);

    assertThat(folder).hasParent(home);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void folder_homeMayNotRunPrograms_isAnotherAndItsOwnersAlone() throws Exception {
    Path folder = NativeLibrary.folder(home, inHome -> false);
    try {
      assertThat(folder.startsWith(home)).isFalse();
      assertThat(home).isEmptyDirectory();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    } finally {
      Files.delete(folder);
    }
  }

  @Test
  void load_leavesNothing() throws Exception {
    NativeLibrary.load(home);

    assertThat(home).isEmptyDirectory();
  }
}
