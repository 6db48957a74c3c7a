package io.mpm.monitor.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.hook.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the script starts a proxy, how, and that it starts one only. */
class ProxyStartTest {

  private static final List<String> SH = List.of("/bin/sh");

  /** Its child ends once it sees that nobody will ask for it. */
  private static final String NEGLIGENT_PARENT =
      "sh -c 'until read -r name </proc/$PPID/comm && [ \"$name\" = sleep ]; do :; done' & "
          + "exec sleep 600";

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(folder);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h1_noProxyRunning_exitsZeroAndSilent(List<String> shell) throws Exception {
    // The start goes on for as long as the test: a hook that ends has not waited for it.
    installation.javaDoes("exec sleep 600");

    assertThat(installation.hook(shell, "{}", "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.spooled()).hasSize(1);
    await().until(() -> installation.javaCalls().size() == 1);
    assertThat(installation.javaCalls().get(0))
        .contains("-cp|" + folder.resolve("install/lib/hook-cli-1.jar"))
        .endsWith("|io.mpm.monitor.hook.HookMain|proxy|--silent|");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h6_javaThatTalksOrIsMissing_isNotHeard(List<String> shell) throws Exception {
    installation.environment().put("JAVA_TOOL_OPTIONS", "-Xmx1k");
    installation.javaDoes("echo \"${JAVA_TOOL_OPTIONS-unset}\"; echo broken >&2; exit 134");
    assertThat(installation.hook(shell, "{}", "pre-tool")).isEqualTo(Result.SILENT);

    installation.environment().put("JAVA_HOME", "/nonexistent");
    installation.environment().put("PATH", "/nonexistent");
    assertThat(installation.hook(shell, "{}", "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.spooled()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void manyHooksAtOnce_startOneProxy(List<String> shell) throws Exception {
    installation.javaBecomesProxy();
    List<Process> hooks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      hooks.add(installation.start(installation.command(shell, "pre-tool")));
    }
    for (Process hook : hooks) {
      hook.getOutputStream().close();
      assertThat(Installation.await(hook)).isEqualTo(Result.SILENT);
    }
    await().until(this::startIsOver);
    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    assertThat(installation.spooled()).hasSize(21);
    assertThat(installation.javaCalls()).hasSize(1);
  }

  @Test
  void failedStart_keepsOthersFromTryingForAWhile() throws Exception {
    installation.hook(SH, "{}", "pre-tool");
    await().until(() -> installation.javaCalls().size() == 1);

    // Each waits for its own attempt, which finds the guard and ends.
    for (int i = 0; i < 5; i++) {
      Process attempt = installation.start(installation.command(SH, "--start-proxy-here"));
      assertThat(Installation.await(attempt)).isEqualTo(Result.SILENT);
    }

    assertThat(installation.javaCalls()).hasSize(1);
    assertThat(guard()).isDirectory();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void failedStart_isTriedAgainWithoutAnotherHook(List<String> shell) throws Exception {
    installation.hook(shell, "{}", "pre-tool");
    await().until(() -> installation.javaCalls().size() == 1);
    installation.javaBecomesProxy();

    await().atMost(Duration.ofSeconds(60)).until(this::startIsOver);
    assertThat(installation.javaCalls()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void p6_hookDuringAStartThatGivesUp_getsAStartOfItsOwn(List<String> shell) throws Exception {
    installation.pausesAreShort();
    Path mayEnd = folder.resolve("may-end");
    installation.javaDoes(
        "[ $(wc -l <\"${0%%/*}/../calls\") -lt 3 ] || until [ -e '%s' ]; do :; done; exit 1"
            .formatted(mayEnd));
    installation.hook(shell, "{}", "pre-tool");
    await().until(() -> installation.javaCalls().size() == 3);

    Process during = installation.start(installation.command(shell, "--start-proxy-here"));
    assertThat(Installation.await(during)).isEqualTo(Result.SILENT);
    installation.javaBecomesProxy();
    Files.createFile(mayEnd);

    await().until(this::startIsOver);
    assertThat(installation.javaCalls()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void refusedStart_isNotRepeatedForSomeMinutes(List<String> shell) throws Exception {
    installation.javaDoes("exit 3");
    for (int i = 0; i < 3; i++) {
      installation.hook(shell, "{}", "pre-tool");
      await().until(() -> Files.exists(refused()) && !Files.exists(guard()));
      Process attempt = installation.start(installation.command(shell, "--start-proxy-here"));
      assertThat(Installation.await(attempt)).isEqualTo(Result.SILENT);
    }
    assertThat(installation.javaCalls()).hasSize(1);
    assertThat(installation.spooled()).hasSize(3);

    installation.javaBecomesProxy();
    Files.setLastModifiedTime(refused(), FileTime.from(Instant.now().minusSeconds(190)));
    installation.hook(shell, "{}", "pre-tool");

    await().until(this::startIsOver);
    assertThat(installation.javaCalls()).hasSize(2);
    assertThat(refused()).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void hookDuringAStartThatIsRefused_doesNotRepeatIt(List<String> shell) throws Exception {
    Path mayEnd = folder.resolve("may-end");
    installation.javaDoes("until [ -e '%s' ]; do :; done; exit 3".formatted(mayEnd));
    installation.hook(shell, "{}", "pre-tool");
    await().until(() -> installation.javaCalls().size() == 1);

    Process during = installation.start(installation.command(shell, "--start-proxy-here"));
    assertThat(Installation.await(during)).isEqualTo(Result.SILENT);
    Files.createFile(mayEnd);

    await().until(() -> Files.exists(refused()) && !Files.exists(guard()));
    assertThat(installation.javaCalls()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void refusalFromBeforeTheClockWasSetBack_isForgotten(List<String> shell) throws Exception {
    installation.javaBecomesProxy();
    installation.makeHome();
    Files.createDirectories(refused().getParent());
    Files.createFile(refused());
    Files.setLastModifiedTime(refused(), FileTime.from(Instant.now().plusSeconds(7_200)));

    installation.hook(shell, "{}", "pre-tool");

    await().until(this::startIsOver);
    assertThat(installation.javaCalls()).hasSize(1);
    assertThat(refused()).doesNotExist();
  }

  /** A minute after it was left, or with the clock set back since. */
  @ParameterizedTest
  @ValueSource(longs = {-70, 28_800})
  void guardOfADeadStart_isForgotten(long seconds) throws Exception {
    installation.javaBecomesProxy();
    installation.makeHome();
    Files.createDirectories(guard());
    Files.setLastModifiedTime(guard(), FileTime.from(Instant.now().plusSeconds(seconds)));

    installation.hook(SH, "{}", "pre-tool");

    await().until(() -> installation.javaCalls().size() == 1);
    await().until(this::startIsOver);
  }

  static Stream<Arguments> proxiesThatAreNone() {
    return Stream.of("999999999 1", "garbage", "", "-1 -", "1 1", "0", "0 -")
        .flatMap(
            entry ->
                Stream.concat(Stream.of(SH), CompiledHook.all())
                    .map(hook -> Arguments.of(entry, hook)));
  }

  @ParameterizedTest
  @MethodSource("proxiesThatAreNone")
  void proxyPidThatNamesNoLiveProxy_isReplaced(String entry, List<String> shell) throws Exception {
    installation.javaBecomesProxy();
    installation.proxyPid(entry);

    installation.hook(shell, "{}", "pre-tool");

    await().until(() -> installation.javaCalls().size() == 1);
    await().until(this::startIsOver);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void liveProxy_isKnownByItsStartOrItsFolderOrItsNumberAlone(List<String> shell) throws Exception {
    installation.proxyLives();
    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    long pid = ProcessHandle.current().pid();
    installation.proxyPid(pid + " -");
    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    String run = installation.home().resolve("run").toString();
    Process inRun = installation.start(List.of("sh", "-c", "cd \"$0\" && exec sleep 600", run));
    await().until(() -> Files.isSameFile(cwd(inRun), Path.of(run)));
    installation.proxyPid(inRun.pid() + " 1\n");
    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    assertThat(guard()).doesNotExist();
    assertThat(installation.javaCalls()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void laterProcessOfTheSameNumber_isNoProxy(List<String> shell) throws Exception {
    installation.proxyPid(ProcessHandle.current().pid() + " 1\n");

    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    await().until(() -> installation.javaCalls().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void laterProcessOfAnotherUser_isNoProxy(List<String> shell) throws Exception {
    Shells.needs(Shells.mayMount(), "only root can start a process as somebody else");
    Process his = installation.start(List.of("setpriv", "--reuid=65534", "sleep", "600"));
    await()
        .until(() -> Files.readString(Path.of("/proc/" + his.pid() + "/comm")).equals("sleep\n"));
    installation.proxyPid(his.pid() + " 1\n");

    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    await().until(() -> installation.javaCalls().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void deadProxyThatNobodyReaped_isNoProxy(List<String> shell) throws Exception {
    Process parent = installation.start(List.of("sh", "-c", NEGLIGENT_PARENT));
    Path children = Path.of("/proc/" + parent.pid() + "/task/" + parent.pid() + "/children");
    await().until(() -> !Files.readString(children).isBlank() && zombie(children));
    String zombie = Files.readString(children).strip();
    installation.proxyPid(zombie + " " + stat(zombie)[19] + "\n");

    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    await().until(() -> installation.javaCalls().size() == 1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void proxy_hasASessionOfItsOwnAndNothingOfOurs(List<String> shell) throws Exception {
    installation.javaDoes(
        """
        read -r stat </proc/$$/stat; set -- ${stat##*\\) }
        ls -l /proc/$$/fd | sed -n 's/.* \\([0-9]* -> .*\\)/\\1/p' >"$0.fds"
        echo "$4 $(pwd -P) ${JAVA_TOOL_OPTIONS-unset} $MPM_MONITOR_HOME" >"$0.said"
        exec sleep 600
        """);
    installation.environment().put("JAVA_TOOL_OPTIONS", "-Dx=y");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", "exec \"$@\" 3</etc/passwd 7>>left-open", "sh"));
    command.addAll(installation.command(shell, "stop"));
    Process hook = installation.start(command);
    hook.getOutputStream().close();
    assertThat(Installation.await(hook)).isEqualTo(Result.SILENT);

    Path said = folder.resolve("java/bin/java.said");
    await().until(() -> Files.exists(said) && Files.size(said) > 0);
    String ours = stat("self")[3];
    assertThat(Files.readString(said))
        .doesNotStartWith(ours + " ")
        .endsWith(" " + installation.home() + "/run unset " + installation.home() + "\n");
    assertThat(Files.readString(folder.resolve("java/bin/java.fds")))
        .contains("0 -> /dev/null\n", "1 -> /dev/null\n", "2 -> /dev/null\n")
        .doesNotContain("passwd", "left-open", "socket:");
  }

  @Test
  void h15_scriptBehindLinksInOddPlaces_findsItsJars() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b 'q' \"Q\" $x *é"));
    try (Installation there = new Installation(odd)) {
      there.environment().put("LC_ALL", "C");
      Path far = Files.createDirectory(folder.resolve("far away"));
      Path hop = Files.createSymbolicLink(far.resolve("hop"), there.script());
      Path link = Files.createSymbolicLink(far.resolve("mpm-hook"), hop.getFileName());

      Result result =
          Installation.await(there.start(List.of(link.toString(), "emit", "a b", "$x")));

      assertThat(result.errors()).isEmpty();
      assertThat(there.javaCalls().get(0))
          .contains("-Dmpm.install=" + odd.toRealPath().resolve("install") + "|")
          .endsWith("|io.mpm.monitor.hook.HookMain|emit|a b|$x|");
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void proxyOfAnotherVersion_isMetOnceByAStartOfOurs(List<String> shell) throws Exception {
    installation.javaDoes("exec sleep 600");
    installation.proxyLives();
    String other = Files.readString(installation.home().resolve("run/proxy.pid")).strip() + " 0.9";
    installation.proxyPid(other + "\n");

    for (int i = 0; i < 3; i++) {
      assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);
    }

    await().until(() -> installation.javaCalls().size() == 1);
    assertThat(installation.home().resolve("run/wanted.1")).exists();
    assertThat(installation.spooled()).hasSize(3);
    assertThat(installation.javaCalls()).as("the others find the mark").hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void proxyOfAnotherVersionThatStays_endsTheStart(List<String> shell) throws Exception {
    installation.javaDoes("exit 0");
    installation.proxyLives();
    String other = Files.readString(installation.home().resolve("run/proxy.pid")).strip() + " 2";
    installation.proxyPid(other + "\n");

    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    await().until(() -> installation.javaCalls().size() == 1);
    await().until(() -> !Files.exists(guard()));
    assertThat(installation.javaCalls()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void proxyOfOurVersion_isLeftAlone(List<String> shell) throws Exception {
    installation.proxyLives();
    String same = Files.readString(installation.home().resolve("run/proxy.pid")).strip() + " 1";
    installation.proxyPid(same + "\n");

    assertThat(installation.hook(shell, "{}", "stop")).isEqualTo(Result.SILENT);

    assertThat(installation.home().resolve("run/wanted.1")).doesNotExist();
    assertThat(guard()).doesNotExist();
  }

  private boolean startIsOver() {
    return Files.exists(installation.home().resolve("run/proxy.pid")) && !Files.exists(guard());
  }

  private Path guard() {
    return installation.home().resolve("run/proxy.starting");
  }

  private Path refused() {
    return installation.home().resolve("run/proxy.refused");
  }

  private static Path cwd(Process process) {
    return Path.of("/proc/" + process.pid() + "/cwd");
  }

  private static boolean zombie(Path children) throws Exception {
    return stat(Files.readString(children).strip())[0].equals("Z");
  }

  private static String[] stat(String pid) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }
}
