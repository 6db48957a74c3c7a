package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "Windows has no POSIX permissions")
class PrivateFilesTest {

  @TempDir Path folder;

  @Test
  void directory_makesItAndItsParentsForTheOwnerAlone() throws IOException {
    Path made = folder.resolve("a/b");

    PrivateFiles.directory(made);

    assertThat(permissions(made)).isEqualTo("rwx------");
    assertThat(permissions(made.getParent())).isEqualTo("rwx------");
  }

  @Test
  void directory_closesOneThatWasOpenToAll() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    PrivateFiles.directory(open);

    assertThat(permissions(open)).isEqualTo("rwx------");
  }

  @Test
  void directory_refusesALinkAndLeavesItsTargetAlone() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> PrivateFiles.directory(link))
        .withMessageContaining("not a link");
    assertThat(permissions(target)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void directory_refusesALinkThatLeadsNowhere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> PrivateFiles.directory(link));
    assertThat(folder.resolve("nothing")).doesNotExist();
  }

  @Test
  void directory_refusesAFile() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> PrivateFiles.directory(file));
  }

  @Test
  void write_replacesAndLeavesNothingElseBehind() throws IOException {
    Path file = folder.resolve("file");

    PrivateFiles.write(file, "old");
    PrivateFiles.write(file, "néw");

    assertThat(file).hasContent("néw");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(names()).containsExactly("file");
  }

  @Test
  void write_replacesALinkAndNotItsTarget() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "theirs");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    PrivateFiles.write(link, "ours");

    assertThat(target).hasContent("theirs");
    assertThat(link).isRegularFile().hasContent("ours");
    assertThat(Files.isSymbolicLink(link)).isFalse();
  }

  @Test
  void write_failureLeavesNothingBehind() throws IOException {
    Path full = Files.createDirectories(folder.resolve("full/inner")).getParent();

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> PrivateFiles.write(full, "x"));
    assertThat(names()).containsExactly("full");
  }

  @Test
  void create_isTheOwnersAloneFromTheBeginning() throws IOException {
    Path file = folder.resolve("file");

    try (FileChannel channel = PrivateFiles.create(file)) {
      assertThat(permissions(file)).isEqualTo("rw-------");
      assertThat(channel.write(ByteBuffer.wrap(new byte[1]))).isEqualTo(1);
    }
  }

  @Test
  void create_whereSomethingIs_leavesItAlone() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "theirs");
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> PrivateFiles.create(target, "ours"));
    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(() -> PrivateFiles.create(link, "ours"));
    assertThat(target).hasContent("theirs");
  }

  @Test
  void writeIfAbsent_writesOnce() throws IOException {
    Path file = folder.resolve("file");

    assertThat(PrivateFiles.writeIfAbsent(file, "first")).isTrue();
    assertThat(PrivateFiles.writeIfAbsent(file, "second")).isFalse();

    assertThat(file).hasContent("first");
    assertThat(names()).containsExactly("file");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).toList().stream();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
