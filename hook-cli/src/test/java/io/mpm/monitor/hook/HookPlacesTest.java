package io.mpm.monitor.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.hook.Installation.Result;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where the script may find itself and what it may find there; the numbers are those of the faults.
 */
class HookPlacesTest {

  private static final String EVENT = "{\"hook_event_name\":\"PreToolUse\"}";

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(folder);
    installation.proxyLives();
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void missingHome_isMadeForItsOwnerAlone(List<String> shell) throws Exception {
    Path home = folder.resolve("not/yet/there");
    installation.environment().put("MPM_MONITOR_HOME", home.toString());

    assertThat(installation.hook(shell, EVENT, "stop")).isEqualTo(Result.SILENT);

    assertThat(home.resolve("spool")).isNotEmptyDirectory();
    for (Path made : List.of(home, home.resolve("spool"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h3_spoolIsNoFolderOfOurs_nothingIsWrittenAndNobodyWaits(List<String> shell)
      throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    List<List<String>> places =
        List.of(
            List.of("mkfifo", spool()),
            List.of("touch", spool()),
            List.of("ln", "-s", "/nowhere/at/all", spool()),
            List.of("ln", "-s", elsewhere.toString(), spool()));
    for (List<String> place : places) {
      run("rm", "-rf", spool());
      run(place.toArray(new String[0]));
      assertThat(installation.hook(shell, EVENT, "pre-tool"))
          .as("%s", place)
          .isEqualTo(Result.SILENT);
      assertThat(elsewhere).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h3_proxyPidIsNoFile_isTakenForNoProxy(List<String> shell) throws Exception {
    String pid = installation.home().resolve("run/proxy.pid").toString();
    List<List<String>> places =
        List.of(
            List.of("mkfifo", pid),
            List.of("mkdir", pid),
            List.of("ln", "-s", "/nowhere/at/all", pid),
            List.of("sh", "-c", "printf '../../etc 1' >\"$0\"", pid),
            List.of("sh", "-c", "head -c 3000 /dev/zero >\"$0\"", pid));
    for (List<String> place : places) {
      run("rm", "-rf", pid);
      run(place.toArray(new String[0]));
      assertThat(installation.hook(shell, EVENT, "pre-tool"))
          .as("%s", place)
          .isEqualTo(Result.SILENT);
    }
    assertThat(installation.spooled()).hasSize(places.size());
    await().until(() -> installation.javaCalls().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void homeThatIsALinkOfOurs_isWhereItLeads(List<String> shell) throws Exception {
    Path home = installation.home();
    Files.delete(home.resolve("run/proxy.pid"));
    installation.environment().put("MPM_MONITOR_HOME", linkTo(home) + "/");

    assertThat(installation.hook(shell, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.onlySpooled()).hasContent(EVENT);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void homeThatIsALink_whereAProxyWorks_costsNoProcessMore(List<String> shell) throws Exception {
    installation.environment().put("MPM_MONITOR_HOME", linkTo(installation.home()).toString());
    installation.environment().put("PATH", "/nonexistent");

    assertThat(installation.hook(shell, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.onlySpooled()).hasContent(EVENT);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void homeThatIsALinkWhichOthersCanChange_isRefused(List<String> shell) throws Exception {
    Path target = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = linkTo(target);
    installation.environment().put("MPM_MONITOR_HOME", link.toString());
    for (String open : List.of("rwxrwx---", "rwx----w-")) {
      Files.setPosixFilePermissions(link.getParent(), PosixFilePermissions.fromString(open));
      assertThat(installation.hook(shell, EVENT, "stop")).as(open).isEqualTo(Result.SILENT);
    }

    assertThat(target).isEmptyDirectory();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void homeThatIsALinkOfAnotherUserOrToHis_isRefused(List<String> shell) throws Exception {
    Shells.needs(isRoot(), "only root can give a link away");
    Path target = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = linkTo(target);
    installation.environment().put("MPM_MONITOR_HOME", link.toString());
    run("chown", "-h", "65534", link.toString());
    assertThat(installation.hook(shell, EVENT, "stop")).isEqualTo(Result.SILENT);
    run("chown", "-h", "0", link.toString());
    run("chown", "65534", target.toString());
    assertThat(installation.hook(shell, EVENT, "stop")).isEqualTo(Result.SILENT);

    assertThat(target).isEmptyDirectory();
  }

  private Path linkTo(Path target) throws Exception {
    Path parent = Files.createDirectory(folder.resolve("links"));
    return Files.createSymbolicLink(parent.resolve("home"), target);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h4_spoolOfAnotherUser_isRefused(List<String> shell) throws Exception {
    Shells.needs(isRoot(), "only root can give a folder away");
    run("chown", "65534", spool());

    assertThat(installation.hook(shell, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.spooled()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h4_homeOpenToEverybody_eventIsItsOwnersAlone(List<String> shell) throws Exception {
    run("chmod", "0777", installation.home().toString(), spool());

    assertThat(installation.hook(shell, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(installation.onlySpooled())))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h13_cwdDeleted_isNoTrouble(List<String> shell) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("sh", "-c", "mkdir gone && cd gone && rmdir ../gone && exec \"$@\"", "sh"));
    command.addAll(installation.command(shell, "pre-tool"));
    Process hook = installation.start(command);
    hook.getOutputStream().close();

    assertThat(Installation.await(hook).exitCode()).isZero();
    assertThat(installation.spooled()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h13_homeIsRelativeOrAFile_isSilent(List<String> shell) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    for (String home : List.of("relative/home", file.toString(), "/dev/null", "/proc/self/nope")) {
      installation.environment().put("MPM_MONITOR_HOME", home);
      assertThat(installation.hook(shell, EVENT, "pre-tool")).as(home).isEqualTo(Result.SILENT);
    }
    assertThat(folder.resolve("relative")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h13_noHomeAndAUserWhomNobodyKnows_isSilent(List<String> shell) throws Exception {
    Shells.needs(isRoot() && Shells.mayMount(), "only root can hide a user's folder");
    installation.program("odd/id", "#!/bin/sh\necho 'no$(touch \"$H\"/here)body'\n");
    installation.environment().keySet().removeAll(List.of("HOME", "MPM_MONITOR_HOME"));
    String path = installation.environment().get("PATH");
    installation.environment().put("PATH", folder.resolve("odd") + ":" + path);
    // One shell knows its user's folder by itself.
    String mount = "mount -t tmpfs tmpfs " + System.getProperty("user.home");

    assertThat(privately(mount, shell, "true")).isEqualTo("exit 0\n");

    assertThat(installation.home().resolve("here")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h13_homeUnset_isTheFolderOfTheUser(List<String> shell) throws Exception {
    Shells.needs(isRoot() && Shells.mayMount(), "only root can hide a user's folder");
    String home = System.getProperty("user.home");
    installation.environment().keySet().removeAll(List.of("HOME", "MPM_MONITOR_HOME"));

    assertThat(
            privately("mount -t tmpfs tmpfs " + home, shell, "ls " + home + "/.mpm-monitor/spool"))
        .matches("(?s)exit 0\npre-tool\\.\\S+\n");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h13_homeIsReadOnly_isSilent(List<String> shell) throws Exception {
    Shells.needs(Shells.mayMount(), "only root can mount");
    String mount = "mount --bind \"$H\" \"$H\" && mount -o remount,ro,bind \"$H\"";

    assertThat(privately(mount, shell, "ls \"$H/spool\"")).isEqualTo("exit 0\n");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void fullDisk_leavesNoPartOfAnEvent(List<String> shell) throws Exception {
    Shells.needs(Shells.mayMount(), "only root can mount");
    Files.write(folder.resolve("event"), new byte[1 << 20]);
    String mount = "mount -t tmpfs -o size=64k,mode=0700 tmpfs \"$H/spool\"";

    assertThat(privately(mount, shell, "ls \"$H/spool\"")).isEqualTo("exit 0\n");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h15_pathWithSpacesQuotesDollarAndUnicode_isNoTrouble(List<String> shell) throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b 'q' \"Q\" $x *é🦊"));
    try (Installation there = new Installation(odd)) {
      there.environment().put("LC_ALL", "C");
      there.proxyLives();
      assertThat(there.hook(shell, EVENT, "pre-tool")).isEqualTo(Result.SILENT);
      assertThat(there.onlySpooled()).hasContent(EVENT);
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void everyRedirectFails_exitsZeroAllTheSame(List<String> shell) throws Exception {
    Shells.needs(Shells.mayMount(), "only root can mount");
    String mount =
        "mount --bind \"$H\" \"$H\" && mount -o remount,ro,bind \"$H\" && mount -t tmpfs -o ro tmpfs /dev";

    assertThat(privately(mount, shell, "true")).endsWith("exit 0\n");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void evenTheSilencingFails_exitsZeroAllTheSame(List<String> shell) throws Exception {
    Shells.needs(Shells.mayMount(), "only root can mount");
    Shells.needs(
        !shell.get(0).endsWith("zsh"),
        "zsh ends at once when exec cannot redirect, whatever the trap says");
    // A socket has the permissions of a file and cannot be opened.
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      String mount = "mount --bind '" + socket + "' /dev/null";

      assertThat(privately(mount, shell, "true")).endsWith("exit 0\n");
    }
  }

  private String privately(String mount, List<String> shell, String look) throws Exception {
    String all = mount + " || exit 9; \"$@\" <\"$EVENT\" 2>&1; echo exit $?; " + look;
    if (!Files.exists(folder.resolve("event"))) {
      Files.writeString(folder.resolve("event"), EVENT);
    }
    installation.environment().put("H", installation.home().toString());
    installation.environment().put("EVENT", folder.resolve("event").toString());
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", all, "sh"));
    command.addAll(installation.command(shell, "pre-tool"));
    return Installation.await(installation.start(command)).output();
  }

  private String spool() {
    return installation.spool().toString();
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
