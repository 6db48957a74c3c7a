package io.mpm.monitor.protocol.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "Windows has no POSIX permissions")
class AccessTokenTest {

  @TempDir Path folder;

  /** A process of its own: a JVM cannot change its umask. */
  static final class Maker {
    public static void main(String[] arguments) throws IOException {
      MonitorHome home = new MonitorHome(Path.of(arguments[0]));
      home.prepare();
      AccessToken.readOrCreate(home.token());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "077"})
  void a17_fileAndFoldersAreTheOwnersWhateverTheUmask(String umask) throws Exception {
    Path home = folder.resolve("made/home");
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask " + umask + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Maker.class.getName(),
                home.toString())
            .inheritIO()
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).isZero();
    assertThat(permissions(home.resolve("token"))).isEqualTo("rw-------");
    for (String name : List.of(".", "..", "run", "spool", "logs")) {
      assertThat(permissions(home.resolve(name).normalize())).as(name).isEqualTo("rwx------");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-rw-", "rw-r--r--", "rw----r--", "rw--w----"})
  void a17_replacesATokenThatOthersMayKnow(String open) throws IOException {
    Path file = folder.resolve("token");
    AccessToken known = AccessToken.random();
    Files.writeString(file, known.reveal());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));

    AccessToken ours = AccessToken.readOrCreate(file);

    assertThat(ours.matches(known.reveal())).isFalse();
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void a17_neverWritesIntoAFileThatSomebodyHoldsOpen() throws IOException {
    Path file = folder.resolve("token");
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    try (var held = Files.newByteChannel(file, StandardOpenOption.READ)) {
      AccessToken.readOrCreate(file);

      assertThat(held.size()).isZero();
      assertThat(Files.size(file)).isEqualTo(44);
    }
  }

  @Test
  void a17_doesNotFollowALink() throws IOException {
    Path target = folder.resolve("target");
    AccessToken known = AccessToken.rotate(target);
    Path file = Files.createSymbolicLink(folder.resolve("token"), target);

    AccessToken ours = AccessToken.readOrCreate(file);

    assertThat(ours.matches(known.reveal())).isFalse();
    assertThat(AccessToken.read(target).matches(known.reveal())).isTrue();
    assertThat(Files.isSymbolicLink(file)).isFalse();
  }

  @Test
  void a17_homeThatIsALinkOfItsOwner_isTheFolderThatItLeadsTo() throws IOException {
    Path target = Files.createDirectories(folder.resolve("settings/monitor"));
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path link = Files.createSymbolicLink(folder.resolve("home"), Path.of("settings", "monitor"));

    MonitorHome home = homeOf(link);
    home.prepare();

    assertThat(home.root()).isEqualTo(target.toRealPath());
    assertThat(permissions(target)).isEqualTo("rwx------");
    assertThat(home.spool()).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwx---", "rwx----w-", "rwxrwxrwx"})
  void a17_homeThatIsALinkWhereOthersMayWrite_isRefused(String open) throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path parent = Files.createDirectory(folder.resolve("parent"));
    Path link = Files.createSymbolicLink(parent.resolve("home"), target);
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString(open));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> homeOf(link))
        .withMessageContaining(link.toString());
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void a17_homeThatIsALinkOfSomebodyElse_isRefused() throws Exception {
    Needs.that(System.getProperty("user.name").equals("root"), "only root can give a link away");
    Path target = Files.createDirectory(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("home"), target);
    Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> homeOf(link))
        .withMessageContaining(link.toString());
  }

  @Test
  void a17_homeThatIsALinkToNoFolder_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("home"), Path.of("nowhere"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> homeOf(link))
        .withMessageContaining("leads to no folder");
  }

  private static MonitorHome homeOf(Path path) {
    return MonitorHome.of(Map.of(MonitorHome.VARIABLE, path.toString()));
  }

  @Test
  void a17_refusesAHomeThatIsALink() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path link = Files.createSymbolicLink(folder.resolve("home"), target);

    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> new MonitorHome(link).prepare());
    assertThat(target).isEmptyDirectory();
  }

  @Test
  void read_refusesATokenThatOthersMayKnow() throws IOException {
    Path file = folder.resolve("token");
    AccessToken token = AccessToken.rotate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> AccessToken.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("--rotate")
        .withMessageNotContaining(token.reveal());
  }

  @Test
  void read_refusesAFileWithoutAToken() throws IOException {
    Path file = folder.resolve("token");
    PrivateFiles.write(file, "half a tok");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> AccessToken.read(file))
        .withMessageContaining("holds no access token")
        .withMessageNotContaining("half a tok");
  }

  @Test
  void read_tellsAMissingFile() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> AccessToken.read(folder.resolve("token")));
  }

  @Test
  void readOrCreate_keepsTheToken() throws IOException {
    Path file = folder.resolve("token");

    AccessToken first = AccessToken.readOrCreate(file);

    assertThat(AccessToken.readOrCreate(file).reveal()).isEqualTo(first.reveal());
  }

  @Test
  void readOrCreate_allWhoAskAtOnceGetTheSame() throws Exception {
    int callers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      for (int round = 0; round < 20; round++) {
        Path file = folder.resolve("token-" + round);
        CyclicBarrier start = new CyclicBarrier(callers);
        List<Future<AccessToken>> answers = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
          answers.add(
              threads.submit(
                  () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return AccessToken.readOrCreate(file);
                  }));
        }
        Set<String> tokens = new HashSet<>();
        for (Future<AccessToken> answer : answers) {
          tokens.add(answer.get(30, TimeUnit.SECONDS).reveal());
        }
        assertThat(tokens).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void rotate_makesTheOldOneWorthless() throws IOException {
    Path file = folder.resolve("token");
    AccessToken old = AccessToken.readOrCreate(file);

    AccessToken.rotate(file);

    assertThat(AccessToken.read(file).matches(old.reveal())).isFalse();
  }

  @Test
  void matches_thatTokenAndNoOther() {
    AccessToken token = AccessToken.random();

    assertThat(token.matches(token.reveal())).isTrue();
    assertThat(token.matches("")).isFalse();
    assertThat(token.matches(token.reveal() + "x")).isFalse();
    assertThat(token.matches(token.reveal().substring(1))).isFalse();
  }

  @Test
  void toString_hidesIt() {
    AccessToken token = AccessToken.random();

    assertThat(Map.of("token", token).toString()).doesNotContain(token.reveal());
  }

  @Test
  void random_has256Bits() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String token = AccessToken.random().reveal();
      assertThat(token.getBytes(StandardCharsets.US_ASCII)).hasSize(43);
      seen.add(token);
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void constructor_refusesAnotherShapeWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessToken("not a token"))
        .withMessageContaining("11 characters")
        .withMessageNotContaining("not a token");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
