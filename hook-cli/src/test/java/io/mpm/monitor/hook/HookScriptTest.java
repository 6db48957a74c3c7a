package io.mpm.monitor.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mpm.monitor.hook.Installation.Result;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reaches the spool, and that a hook is never heard; the numbers are those of the faults. */
class HookScriptTest {

  private static final Result SILENT = new Result(0, "", "");
  private static final String EVENT = "{\"hook_event_name\":\"PreToolUse\"}";
  private static final List<String> SH = List.of("/bin/sh");

  private static final List<List<String>> SHELLS = Shells.found().toList();

  @TempDir Path folder;
  private Installation installation;

  static Stream<List<String>> shells() {
    return SHELLS.stream();
  }

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
  @MethodSource("shells")
  void event_becomesOnePrivateFileNamedByWordPidAndUnique(List<String> shell) throws Exception {
    assertThat(installation.hook(shell, EVENT, "pre-tool", "more", "words")).isEqualTo(SILENT);

    Path file = only(installation.spooled());
    assertThat(file).hasContent(EVENT);
    assertThat(file.getFileName().toString()).matches("pre-tool\\.[0-9]+\\.[A-Za-z0-9-]{20,}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(installation.javaCalls()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void missingHome_isMadeForItsOwnerAlone(List<String> shell) throws Exception {
    Path home = folder.resolve("not/yet/there");
    installation.environment().put("MPM_MONITOR_HOME", home.toString());

    assertThat(installation.hook(shell, EVENT, "stop")).isEqualTo(SILENT);

    assertThat(home.resolve("spool")).isNotEmptyDirectory();
    for (Path made : List.of(home, home.resolve("spool"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
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
      assertThat(installation.hook(shell, EVENT, "pre-tool")).as("%s", place).isEqualTo(SILENT);
      assertThat(elsewhere).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
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
      assertThat(installation.hook(shell, EVENT, "pre-tool")).as("%s", place).isEqualTo(SILENT);
    }
    assertThat(installation.spooled()).hasSize(places.size());
    await().until(() -> installation.javaCalls().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h4_spoolOfAnotherUser_isRefused(List<String> shell) throws Exception {
    assumeTrue(isRoot(), "[not tested] only root can give a folder away");
    run("chown", "65534", spool());

    assertThat(installation.hook(shell, EVENT, "pre-tool")).isEqualTo(SILENT);

    assertThat(installation.spooled()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h5_anyInput_arrivesByteForByte(List<String> shell) throws Exception {
    byte[] everyByte = new byte[4096];
    new Random(7).nextBytes(everyByte);
    List<byte[]> inputs =
        List.of(
            new byte[0],
            "no JSON at all".getBytes(UTF_8),
            new byte[] {(byte) 0xff, (byte) 0xc3, 0x28, '\n', 0, 0, '\r', '\n', '\\', 'n'},
            new byte[100_000],
            everyByte);
    for (byte[] input : inputs) {
      assertThat(installation.hook(shell, input, "pre-tool")).isEqualTo(SILENT);
      Path file = only(installation.spooled());
      assertThat(Files.readAllBytes(file)).isEqualTo(input);
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h5_fiftyMegabytes_arriveWhole(List<String> shell) throws Exception {
    byte[] input = new byte[50 << 20];
    new Random(5).nextBytes(input);

    assertThat(installation.hook(shell, input, "post-tool")).isEqualTo(SILENT);

    assertThat(Files.readAllBytes(only(installation.spooled()))).isEqualTo(input);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h5_stdinIsASocket_isRead(List<String> shell) throws Exception {
    assumeTrue(Shells.which("bash").isPresent(), "[not tested] only bash can open a socket");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("bash", "-c", "p=$1; shift; exec \"$@\" <>/dev/tcp/127.0.0.1/$p"));
      command.addAll(List.of("bash", Integer.toString(server.getLocalPort())));
      command.addAll(installation.command(shell, "pre-tool"));
      Process hook = installation.start(command);
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(EVENT.getBytes(UTF_8));
        socket.shutdownOutput();
        assertThat(Installation.await(hook)).isEqualTo(SILENT);
      }
    }
    assertThat(only(installation.spooled())).hasContent(EVENT);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h5_stdinIsAFileOrClosed_isNoTrouble(List<String> shell) throws Exception {
    Path file = Files.writeString(folder.resolve("event.json"), EVENT);
    Process fromFile =
        installation.start(installation.command(shell, "stop"), Redirect.from(file.toFile()));
    assertThat(Installation.await(fromFile)).isEqualTo(SILENT);
    assertThat(only(installation.spooled())).hasContent(EVENT);

    List<String> closed = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <&-", "sh"));
    closed.addAll(installation.command(shell, "stop"));
    assertThat(Installation.await(installation.start(closed))).isEqualTo(SILENT);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h7_killedMidWrite_leavesAPartAndTheNextEventArrives(List<String> shell) throws Exception {
    for (boolean force : new boolean[] {true, false}) {
      run("sh", "-c", "rm -f \"$0\"/*", spool());
      Process hook = installation.start(installation.command(shell, "pre-tool"));
      try (OutputStream stdin = hook.getOutputStream()) {
        stdin.write(EVENT.substring(0, 10).getBytes(UTF_8));
        stdin.flush();
        await().until(() -> sizeOf(installation.spooled()) == 10);
        if (force) {
          hook.destroyForcibly();
        } else {
          hook.destroy();
        }
        hook.waitFor();
      }
      assertThat(installation.hook(shell, EVENT, "post-tool")).isEqualTo(SILENT);
      assertThat(installation.spooled()).hasSize(2);
      assertThat(installation.spooled().get(0)).hasContent(EVENT);
      assertThat(installation.spooled().get(1)).hasContent(EVENT.substring(0, 10));
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h8_eventsWhoseOutputClaudeReads_printNothing(List<String> shell) throws Exception {
    for (String word :
        List.of("session-start", "user-prompt", "user-prompt-expansion", "post-model-switch")) {
      assertThat(installation.hook(shell, EVENT, word)).as(word).isEqualTo(SILENT);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h9_all33NamesAndAnInventedOne_areKept(List<String> shell) throws Exception {
    for (String word : HookWords.ALL_AND_AN_INVENTED_ONE) {
      assertThat(installation.hook(shell, EVENT, word)).as(word).isEqualTo(SILENT);
      Path file = only(installation.spooled());
      assertThat(file.getFileName().toString()).startsWith(word + ".");
      assertThat(file).hasContent(EVENT);
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void word_thatIsNone_becomesUnknown(List<String> shell) throws Exception {
    for (String word :
        List.of("", "PreToolUse", "pre tool", "../../etc", "pré", "a\nb", "-x", "*", "a.b")) {
      assertThat(installation.hook(shell, EVENT, word)).as(word).isEqualTo(SILENT);
      assertThat(only(installation.spooled()).getFileName().toString()).startsWith("unknown.");
      Files.delete(only(installation.spooled()));
    }
    installation.hook(shell, EVENT);
    assertThat(only(installation.spooled()).getFileName().toString()).startsWith("unknown.");
    installation.hook(shell, EVENT, "a".repeat(64));
    installation.hook(shell, EVENT, "a".repeat(65));
    assertThat(installation.spooled())
        .extracting(file -> file.getFileName().toString().split("\\.", -1)[0])
        .containsExactly("a".repeat(64), "unknown", "unknown");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h11_bytesUnderTheLocaleC_areIdentical(List<String> shell) throws Exception {
    installation.environment().put("LC_ALL", "C");
    String event = "{\"a\":\"é 🦊 \\ud800 \u2028\",\"cwd\":\"/a\\nb\"}\n\n";

    assertThat(installation.hook(shell, event, "pre-tool")).isEqualTo(SILENT);

    assertThat(Files.readAllBytes(only(installation.spooled()))).isEqualTo(event.getBytes(UTF_8));
  }

  @Test
  void h12_200AtOnce_allArrive() throws Exception {
    List<Process> hooks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      hooks.add(installation.start(installation.command(SH, "pre-tool")));
    }
    for (int i = 0; i < hooks.size(); i++) {
      try (OutputStream stdin = hooks.get(i).getOutputStream()) {
        stdin.write(("{\"n\":" + i + "}").getBytes(UTF_8));
      }
    }
    for (Process hook : hooks) {
      assertThat(Installation.await(hook)).isEqualTo(SILENT);
    }
    List<String> contents = new ArrayList<>();
    for (Path file : installation.spooled()) {
      contents.add(Files.readString(file));
    }
    assertThat(contents).hasSize(200).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("shells")
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
  @MethodSource("shells")
  void h13_homeIsRelativeOrAFile_isSilent(List<String> shell) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    for (String home : List.of("relative/home", file.toString(), "/dev/null", "/proc/self/nope")) {
      installation.environment().put("MPM_MONITOR_HOME", home);
      assertThat(installation.hook(shell, EVENT, "pre-tool")).as(home).isEqualTo(SILENT);
    }
    assertThat(folder.resolve("relative")).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h13_noHomeAndAUserWhomNobodyKnows_isSilent(List<String> shell) throws Exception {
    assumeTrue(isRoot() && Shells.mayMount(), "[not tested] only root can hide a user's folder");
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
  @MethodSource("shells")
  void h13_homeUnset_isTheFolderOfTheUser(List<String> shell) throws Exception {
    assumeTrue(isRoot() && Shells.mayMount(), "[not tested] only root can hide a user's folder");
    String home = System.getProperty("user.home");
    installation.environment().keySet().removeAll(List.of("HOME", "MPM_MONITOR_HOME"));

    assertThat(
            privately("mount -t tmpfs tmpfs " + home, shell, "ls " + home + "/.mpm-monitor/spool"))
        .matches("(?s)exit 0\npre-tool\\.\\S+\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h13_homeIsReadOnly_isSilent(List<String> shell) throws Exception {
    assumeTrue(Shells.mayMount(), "[not tested] only root can mount");
    String mount = "mount --bind \"$H\" \"$H\" && mount -o remount,ro,bind \"$H\"";

    assertThat(privately(mount, shell, "ls \"$H/spool\"")).isEqualTo("exit 0\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void fullDisk_leavesNoPartOfAnEvent(List<String> shell) throws Exception {
    assumeTrue(Shells.mayMount(), "[not tested] only root can mount");
    Files.write(folder.resolve("event"), new byte[1 << 20]);
    String mount = "mount -t tmpfs -o size=64k,mode=0700 tmpfs \"$H/spool\"";

    assertThat(privately(mount, shell, "ls \"$H/spool\"")).isEqualTo("exit 0\n");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void h15_pathWithSpacesQuotesDollarAndUnicode_isNoTrouble(List<String> shell) throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b 'q' \"Q\" $x *é🦊"));
    try (Installation there = new Installation(odd)) {
      there.environment().put("LC_ALL", "C");
      there.proxyLives();
      assertThat(there.hook(shell, EVENT, "pre-tool")).isEqualTo(SILENT);
      assertThat(only(there.spooled())).hasContent(EVENT);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void everyRedirectFails_exitsZeroAllTheSame(List<String> shell) throws Exception {
    assumeTrue(Shells.mayMount(), "[not tested] only root can mount");
    String mount =
        "mount --bind \"$H\" \"$H\" && mount -o remount,ro,bind \"$H\" && mount -t tmpfs -o ro tmpfs /dev";

    assertThat(privately(mount, shell, "true")).endsWith("exit 0\n");
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

  private static long sizeOf(List<Path> files) throws Exception {
    return files.size() == 1 ? Files.size(files.get(0)) : -1;
  }

  private static Path only(List<Path> files) {
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
