package io.mpm.monitor.hook;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.hook.Installation.Result;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Java the commands run in, and what their user is told when there is none. */
class LaunchTest {

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(folder);
    installation.environment().put("PATH", "/usr/bin:/bin");
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void command_isTheJavaProcessWithItsArgumentsAndItsExitCode(List<String> shell) throws Exception {
    installation.javaDoes("echo \"${JAVA_TOOL_OPTIONS-unset} $MPM_MONITOR_HOME\"; exit 7");
    installation.environment().put("JAVA_TOOL_OPTIONS", "-Dx=y");

    Result result = installation.hook(shell, "", "flush", "--timeout", "1 2");

    assertThat(result).isEqualTo(new Result(7, "unset " + installation.home() + "\n", ""));
    assertThat(installation.javaCalls().get(0))
        .contains("-Dmpm.install=" + folder.resolve("install"))
        .endsWith("|io.mpm.monitor.hook.HookMain|flush|--timeout|1 2|");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void commandsHome_isTheOneOfTheHooks(List<String> shell) throws Exception {
    installation.javaDoes("echo \"$MPM_MONITOR_HOME\"");
    installation.environment().remove("MPM_MONITOR_HOME");
    installation.environment().put("HOME", folder.toString());

    assertThat(installation.hook(shell, "", "status").output())
        .isEqualTo(folder.resolve(".mpm-monitor") + "\n");
  }

  @Test
  void daemonsHome_isTheOneOfTheHooks() throws Exception {
    installation.javaDoes("echo \"$MPM_MONITOR_HOME\"");
    Files.createFile(folder.resolve("install/lib/monitor-daemon-1.jar"));
    installation.environment().remove("MPM_MONITOR_HOME");
    installation.environment().put("HOME", folder.toString());
    String launch = folder.resolve("install/lib/launch.sh").toString();

    Result result =
        Installation.await(installation.start(List.of("/bin/sh", launch, "monitord", "start")));

    assertThat(result).isEqualTo(said(folder.resolve(".mpm-monitor") + "\n"));
    assertThat(installation.javaCalls().get(0))
        .endsWith("monitor-daemon-1.jar|io.mpm.monitor.daemon.cli.MonitordMain|start|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b c", "a \ud83d\ude00"})
  void folderWhereJavaFindsNoJars_isSaidToBeTheTrouble(String name) throws Exception {
    Result result = statusOfInstallationIn(name);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .startsWith("mpm-monitord: Java finds no jars in a folder with a colon or an emoji")
        .contains("move " + folder.toRealPath().resolve(name));
  }

  @Test
  void folderWithBlanksAndUmlauts_isFine() throws Exception {
    installation.javaDoes("echo well");
    Files.createFile(folder.resolve("install/lib/monitor-daemon-1.jar"));

    assertThat(statusOfInstallationIn("ä b")).isEqualTo(said("well\n"));
  }

  private Result statusOfInstallationIn(String name) throws Exception {
    Path odd = folder.resolve(name);
    Files.move(folder.resolve("install"), odd);
    String launch = odd.resolve("lib/launch.sh").toString();
    return Installation.await(installation.start(List.of("/bin/sh", launch, "monitord", "status")));
  }

  @Test
  void daemonInTheForeground_isSmallAndLoadsNoCommandLine() throws Exception {
    assertThat(foreground())
        .contains("|-Xmx128m|", "|-XX:+ExitOnOutOfMemoryError|", early())
        .endsWith("|io.mpm.monitor.daemon.cli.DaemonMain|start|--port|9|--foreground|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "daemon:\\n  memory_mb: 256 # more!256",
        "daemon.memory_mb: 64!64",
        "daemon:\\r\\n  memory_mb: 512\\r!512",
        "daemon: {memory_mb: 512, x: 1}!512",
        "daemon: {\"memory_mb\": '512'}!512",
        "daemon:\\n  # memory_mb: 256!128",
        "daemon:\\n  memory_mb: 1!128",
        "daemon:\\n  memory_mb: lots!128",
      })
  void daemonInTheForeground_takesTheMemoryOfTheSettings(String yaml, int megabytes)
      throws Exception {
    Files.createDirectories(installation.home());
    Files.writeString(installation.home().resolve("config.yaml"), yaml.translateEscapes() + "\n");

    assertThat(foreground()).contains("|-Xmx" + megabytes + "m|");
    installation.environment().put("MPM_MONITOR_MEMORY_MB", "512");
    assertThat(foreground()).contains("|-Xmx512m|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "claude", "--debug run"})
  void session_isGivenBackWhatIsChangedForOurJava(String words) throws Exception {
    Path seen = installation.home().resolveSibling("seen");
    installation.javaDoes("env >'" + seen + "'");
    installation.environment().putAll(Map.of("LC_ALL", "C", "CDPATH", "/somewhere"));
    installation.environment().put("JAVA_TOOL_OPTIONS", "-Dmine=1");
    installation.environment().remove("MALLOC_ARENA_MAX");

    String call = monitord(words.split(" "));

    assertThat(Files.readAllLines(seen))
        .contains(
            "CDPATH=/somewhere",
            "MPM_KEPT_LC_ALL=C",
            "MPM_KEPT_MALLOC_ARENA_MAX=",
            "MPM_KEPT_JAVA_TOOL_OPTIONS=-Dmine=1")
        .noneMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS="));
    assertThat(call).contains("|-Xmx128m|");
  }

  @Test
  void proxy_compilesEarly_andAShortCommandDoesNot() throws Exception {
    installation.javaDoes("exit 0");
    installation.hook(List.of(), "", "proxy");
    installation.hook(List.of(), "", "status");

    assertThat(installation.javaCalls())
        .satisfiesExactly(
            proxy -> assertThat(proxy).contains(early()),
            status -> assertThat(status).doesNotContain("CompileCommand"));
  }

  @Test
  void installation_isCalledByTheNameThatAPackageManagerKeeps_ifItIsTheOne() throws Exception {
    installation.javaDoes("echo \"${MPM_INSTALL-not passed on}\"");
    Path stable = folder.resolve("stable");
    Files.createSymbolicLink(stable, folder.resolve("install"));
    installation.environment().put("MPM_INSTALL", stable.toString());
    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("not passed on\n"));
    installation.environment().put("MPM_INSTALL", folder.resolve("java").toString());
    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("not passed on\n"));

    assertThat(installation.javaCalls())
        .satisfiesExactly(
            by -> assertThat(by).contains("|-Dmpm.install=" + stable + "|"),
            other ->
                assertThat(other).contains("|-Dmpm.install=" + folder.resolve("install") + "|"));
  }

  private String early() {
    return "|-XX:CompileCommandFile=" + folder.resolve("install/lib/compile-early.txt") + "|";
  }

  private String foreground() throws Exception {
    installation.javaDoes("exit 0");
    return monitord("start", "--port", "9", "--foreground");
  }

  /** How Java is called for that. */
  private String monitord(String... words) throws Exception {
    Path jar = folder.resolve("install/lib/monitor-daemon-1.jar");
    if (!Files.exists(jar)) {
      Files.createFile(jar);
    }
    String launch = folder.resolve("install/lib/launch.sh").toString();
    List<String> command = new ArrayList<>(List.of("/bin/sh", launch, "monitord"));
    command.addAll(List.of(words));
    Installation.await(installation.start(command));
    List<String> calls = installation.javaCalls();
    return calls.get(calls.size() - 1);
  }

  @Test
  void oldJavaInJavaHome_isPassedOverForOneInPath() throws Exception {
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"1.8.0_402\"\n");
    otherJava("21.0.1", "echo the other");

    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("the other\n"));
  }

  @Test
  void javaInTheInstallation_isMeantForIt() throws Exception {
    installation.javaDoes("echo JAVA_HOME");
    installation.program("install/runtime/bin/java", "#!/bin/sh\necho ours\n");
    Path release = folder.resolve("install/runtime/release");
    Files.writeString(release, "JAVA_VERSION=\"17.0.15\"\n");
    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("ours\n"));

    Files.writeString(release, "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("JAVA_HOME\n"));
  }

  /** As that of macOS before 12.3. */
  @Test
  void javaBehindLinks_isKnownByItsFolder_withAReadlinkThatOnlyReads() throws Exception {
    installation.javaDoes("exit 0");
    installation.program(
        "tools/readlink",
        """
        #!/bin/sh
        [ $# = 1 ] || { echo 'usage: readlink [-n] [file ...]' >&2; exit 1; }
        exec /usr/bin/readlink "$1"
        """);
    installation.environment().put("PATH", folder.resolve("tools") + ":/usr/bin:/bin");
    Path bin = Files.createDirectories(folder.resolve("links/bin"));
    Files.createSymbolicLink(bin.resolve("hop"), folder.resolve("java/bin/java"));
    Files.createSymbolicLink(bin.resolve("java"), Path.of("hop"));
    installation.environment().put("JAVA_HOME", folder.resolve("links").toString());

    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(Result.SILENT);

    assertThat(Files.readAllLines(folder.resolve("links/calls")))
        .as("not asked for its version")
        .hasSize(1);
  }

  @Test
  void javaThatMacOsKnows_comesBeforeTheOneInPath() throws Exception {
    Path java = folder.resolve("java");
    installation.javaDoes("echo known");
    otherJava("21.0.1", "echo the other");
    installation.environment().put("JAVA_HOME", "/nonexistent");

    assertThat(onMacOs("[ \"$* ${JAVA_HOME-}\" = '-v 17+ ' ] && echo '" + java + "'"))
        .isEqualTo(said("known\n"));
    assertThat(onMacOs("echo none >&2; exit 1")).isEqualTo(said("the other\n"));
  }

  @Test
  void macOsKnowsNoJava_whatStandsForItIsNotAsked() throws Exception {
    Shells.needs(Files.exists(Path.of("/usr/bin/java")), "no /usr/bin/java to pass over");
    installation.environment().put("JAVA_HOME", "/nonexistent");

    Result result = onMacOs("exit 1");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors())
        .contains("/nonexistent/bin/java: no such program")
        .doesNotContain("/usr/bin/java");
  }

  /** {@code mpm-hook status} beside a {@code java_home} that does this. */
  private Result onMacOs(String javaHome) throws Exception {
    Shells.needs(Shells.mayMount(), "only root can mount");
    Shells.needs(Files.isDirectory(Path.of("/usr/libexec")), "no /usr/libexec to mount over");
    Path tool = installation.program("libexec/java_home", "#!/bin/sh\n" + javaHome + "\n");
    String mount = "mount --bind \"$0\" /usr/libexec || exit 9; exec \"$@\"";
    List<String> command =
        new ArrayList<>(List.of("unshare", "-m", "sh", "-c", mount, tool.getParent().toString()));
    command.addAll(installation.command(List.of(), "status"));
    return Installation.await(installation.start(command));
  }

  @Test
  void javaWithoutARelease_isAskedForItsVersion() throws Exception {
    Files.delete(folder.resolve("java/release"));
    installation.javaDoes(
        "[ \"$1\" != -version ] || { echo 'openjdk version \"25.0.3\" 2026' >&2; exit; }; echo ran");

    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("ran\n"));
    assertThat(installation.javaCalls().get(1)).contains("--enable-native-access=ALL-UNNAMED|");
  }

  @Test
  void noJavaThatIsNewEnough_isSaidWithWhatWasFound() throws Exception {
    Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"11.0.2\"\n");
    otherJava("1.8.0_402", "echo never");

    Result result = installation.hook(List.of(), "", "status");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).isEmpty();
    assertThat(result.errors())
        .contains("mpm-hook needs Java 17 or newer")
        .contains(folder.resolve("java/bin/java") + ": Java 11")
        .contains(folder.resolve("other/bin/java") + ": Java 1");
  }

  @Test
  void javaHomeWithoutJava_isSaid() throws Exception {
    installation.environment().put("JAVA_HOME", "/nonexistent");
    installation.environment().put("PATH", tools());

    Result result = installation.hook(List.of(), "", "status");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("/nonexistent/bin/java: no such program");
  }

  @Test
  void localeC_becomesOneThatCanNameEveryFile() throws Exception {
    installation.javaDoes("echo \"$LC_ALL\"");
    installation.environment().put("LC_ALL", "C");
    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("C.UTF-8\n"));

    installation.environment().put("LC_ALL", "de_DE.utf8");
    assertThat(installation.hook(List.of(), "", "status")).isEqualTo(said("de_DE.utf8\n"));
  }

  @Test
  void h15_realJavaInAnOddPlaceUnderTheLocaleC_runsTheCommand() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b 'q' \"Q\" $x *é%20"));
    try (Installation there = new Installation(odd)) {
      there.proxyLives();
      writeProgram(odd.resolve("install/lib/hook-cli-1.jar"));
      there.environment().put("JAVA_HOME", System.getProperty("java.home"));
      there.environment().put("JAVA_TOOL_OPTIONS", "-Dx=y");
      there.environment().put("LC_ALL", "C");

      Result result = there.hook(List.of(), "", "emit", "stop", "--data", "{\"a\":1}");

      assertThat(result).isEqualTo(Result.SILENT);
      assertThat(there.onlySpooled()).hasContent("{\"a\":1}");
    }
  }

  /** A jar that names this build's classes, as the packed one names the jars beside it. */
  private static void writeProgram(Path jar) throws Exception {
    String classes =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }

  private void otherJava(String version, String does) throws Exception {
    installation.program("other/bin/java", "#!/bin/sh\n" + does + "\n");
    Files.writeString(folder.resolve("other/release"), "JAVA_VERSION=\"" + version + "\"\n");
    installation.environment().put("PATH", folder.resolve("other/bin") + ":/usr/bin:/bin");
  }

  /** A PATH with the tools of the script and no Java. */
  private String tools() throws Exception {
    for (String tool : List.of("dirname", "readlink", "sed")) {
      Path real = Shells.which(tool).orElseThrow();
      installation.program("tools/" + tool, "#!/bin/sh\nexec " + real + " \"$@\"\n");
    }
    return folder.resolve("tools").toString();
  }

  private static Result said(String text) {
    return new Result(0, text, "");
  }
}
