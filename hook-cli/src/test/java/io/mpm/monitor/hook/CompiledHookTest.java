package io.mpm.monitor.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.hook.Installation.Result;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the compiled hook does by itself; all else that a hook must do is tested with the script.
 */
class CompiledHookTest {

  private static final String EVENT = "{\"hook_event_name\":\"PreToolUse\"}";

  private static final Path BUILD = Path.of("src/main/c/build.sh").toAbsolutePath();

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    Shells.needs(CompiledHook.all().findAny().isPresent(), "no C compiler on this machine");
    installation = new Installation(folder);
  }

  @AfterEach
  void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @Test
  void compiler_hasNothingToSay() throws Exception {
    Path made = folder.resolve("made");

    assertThat(build(made)).isEqualTo(Result.SILENT);

    assertThat(made.resolve("mac-os-x-aarch64/mpm-hook")).isExecutable();
  }

  @Test
  void noCompiler_saysSoAndLeavesNothing() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("tr", "rm", "mkdir")) {
      Files.createSymbolicLink(tools.resolve(tool), Shells.which(tool).orElseThrow());
    }
    Path made = Files.createDirectories(folder.resolve("made/by-an-earlier-build")).getParent();
    installation.environment().put("PATH", tools.toString());

    assertThat(build(made))
        .isEqualTo(
            new Result(
                0,
                "no C compiler (cc) here: without the compiled mpm-hook, the script does all\n",
                ""));
    assertThat(made).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void usualEvent_isKeptWithoutTheScript(List<String> hook) throws Exception {
    proxyWorksInRun("");
    Files.delete(installation.script());

    assertThat(installation.hook(hook, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.onlySpooled()).hasContent(EVENT);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void proxyOfOurVersionInRun_isSeenWithoutTheScript(List<String> hook) throws Exception {
    proxyWorksInRun(" " + Installation.VERSION);
    scriptWritesDownItsArguments();

    assertThat(installation.hook(hook, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(called()).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void proxyOfAnotherVersion_isLeftToTheScriptOnceTheEventIsKept(List<String> hook)
      throws Exception {
    proxyWorksInRun(" 0.9");
    scriptWritesDownItsArguments();

    assertThat(installation.hook(hook, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.onlySpooled()).hasContent(EVENT);
    assertThat(called()).hasContent("--recorded|");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void whatIsNoEvent_isLeftToTheScriptAsItIs(List<String> hook) throws Exception {
    proxyWorksInRun("");
    scriptWritesDownItsArguments();

    for (String word : HotPath.COMMANDS) {
      installation.hook(hook, EVENT, word, "a b", "");
      assertThat(called()).hasContent(word + "|a b||");
      Files.delete(called());
    }

    assertThat(installation.spooled()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void neitherScriptNorSpool_isSilent(List<String> hook) throws Exception {
    Files.delete(installation.script());

    assertThat(installation.hook(hook, EVENT, "pre-tool")).isEqualTo(Result.SILENT);
    assertThat(installation.hook(hook, EVENT)).isEqualTo(Result.SILENT);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void h3_fifoInTheProxysPlace_isNotWaitedFor(List<String> hook) throws Exception {
    installation.proxyPid("");
    Path pid = installation.home().resolve("run/proxy.pid");
    Files.delete(pid);
    assertThat(new ProcessBuilder("mkfifo", pid.toString()).start().waitFor()).isZero();
    scriptWritesDownItsArguments();

    assertThat(installation.hook(hook, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(installation.onlySpooled()).hasContent(EVENT);
    assertThat(called()).hasContent("--recorded|");
    Files.delete(pid);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void pathsAsLongAsThereAre_areLeftToTheScript(List<String> hook) throws Exception {
    scriptWritesDownItsArguments();
    installation.environment().put("MPM_MONITOR_HOME", "/" + "a/".repeat(3000));

    assertThat(installation.hook(hook, EVENT, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(called()).hasContent("pre-tool|");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void probe_isAnsweredAndKeepsNothing(List<String> hook) throws Exception {
    installation.makeHome();

    for (Map.Entry<String, Integer> answer :
        Map.of(Installation.VERSION, 42, "0.9", 0).entrySet()) {
      Process probe = installation.start(installation.command(hook, "--probe", answer.getKey()));
      assertThat(Installation.await(probe)).isEqualTo(new Result(answer.getValue(), "", ""));
    }
    assertThat(installation.spooled()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void linkToItInTheScriptsPlace_isNotFollowedForEver(List<String> hook) throws Exception {
    Path compiled = Path.of(installation.command(hook).get(0));
    Files.delete(installation.script());
    Files.createSymbolicLink(installation.script(), compiled);

    assertThat(installation.hook(hook, EVENT, "status")).isEqualTo(Result.SILENT);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void limitOfAFilesSize_leavesNoPartOfAnEvent(List<String> hook) throws Exception {
    proxyWorksInRun("");

    assertThat(limited("-f 8", hook)).isEqualTo(Result.SILENT);

    assertThat(installation.spooled()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.CompiledHook#all")
  void smallStack_isEnough(List<String> hook) throws Exception {
    proxyWorksInRun("");

    assertThat(limited("-s 96", hook)).isEqualTo(Result.SILENT);

    assertThat(installation.onlySpooled()).hasSize(100_000);
  }

  /** Gives it an event of 100 kB, in a shell that has set this limit. */
  private Result limited(String limit, List<String> hook) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "ulimit " + limit + "; exec \"$@\"", "sh"));
    command.addAll(installation.command(hook, "pre-tool"));
    Path event = Files.write(folder.resolve("event"), new byte[100_000]);
    return Installation.await(installation.start(command, Redirect.from(event.toFile())));
  }

  @Test
  void itsCommands_areThoseOfTheScript() throws Exception {
    String program = Files.readString(Path.of("src/main/c/mpm-hook.c"));
    String words = program.replaceAll("(?s).*COMMANDS\\[] = \\{([^}]*)}.*", "$1");

    // Those with a hyphen in front are no events anyway.
    assertThat(Pattern.compile("\"([^\"]+)\"").matcher(words).results().map(word -> word.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            HotPath.COMMANDS.stream().filter(word -> !word.startsWith("-")).toList());
  }

  /** What the build says, for a system that nobody takes for his own. */
  private Result build(Path made) throws Exception {
    return Installation.await(
        installation.start(
            List.of("/bin/sh", BUILD.toString(), made.toString(), "Mac OS X-aarch64", "1")));
  }

  /** Something lives that looks to hooks like the proxies that they start. */
  private void proxyWorksInRun(String version) throws Exception {
    installation.proxyPid("");
    Path run = installation.home().resolve("run");
    Process proxy =
        installation.start(List.of("sh", "-c", "cd \"$0\" && exec sleep 600", run.toString()));
    await().until(() -> Files.isSameFile(Path.of("/proc/" + proxy.pid() + "/cwd"), run));
    installation.proxyPid(proxy.pid() + " 1" + version + "\n");
  }

  private void scriptWritesDownItsArguments() throws Exception {
    installation.program(
        "install/bin/mpm-hook",
        "#!/bin/sh\nfor argument; do printf '%s|' \"$argument\"; done >\"$0.called\"\n");
  }

  private Path called() {
    return installation.script().resolveSibling("mpm-hook.called");
  }
}
