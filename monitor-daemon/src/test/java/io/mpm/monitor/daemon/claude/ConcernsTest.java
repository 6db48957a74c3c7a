package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mpm.monitor.daemon.system.SearchPath;
import io.mpm.monitor.protocol.home.AccessToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConcernsTest {

  private static final String OURS =
      "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"mpm-hook\","
          + " \"args\": [\"stop\"], \"timeout\": 2}]}]}%s}";
  private static final String HTTP =
      "{\"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"http\", \"url\":"
          + " \"http://127.0.0.1:8765/hooks/stop\", \"headers\": {\"X-Hook-Of\": \"mpm-monitor\"},"
          + " \"allowedEnvVars\": [\"MPM_MONITOR_PRODUCER_TOKEN\"], \"timeout\": 2}]}]}%s}";

  @TempDir private Path temporary;

  private HookSurroundings surroundings =
      new HookSurroundings(new SearchPath(""), Optional.empty(), Optional.empty(), Map.of());

  @BeforeEach
  void program() throws IOException {
    Path program = Files.createDirectories(temporary.resolve("bin")).resolve("mpm-hook");
    assertThat(Files.createFile(program).toFile().setExecutable(true)).isTrue();
    surroundings =
        new HookSurroundings(
            new SearchPath(program.getParent().toString()),
            Optional.empty(),
            Optional.empty(),
            Map.of());
  }

  private ClaudeFolders folders() {
    return new ClaudeFolders(
        temporary.resolve("user"), temporary.resolve("project"), temporary.resolve("managed"));
  }

  private void write(SettingsScope scope, String text) throws IOException {
    Path file = folders().settings(scope);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private List<Concern> concerns() {
    return Concerns.of(SettingsSurvey.of(folders()), surroundings);
  }

  private List<String> problems() {
    return concerns().stream()
        .map(concern -> concern.problem().replace(temporary + "/", ""))
        .toList();
  }

  @Test
  void of_oneCopyAlone_nothing() throws Exception {
    assertThat(problems()).isEmpty();
    write(SettingsScope.USER, OURS.formatted(""));
    write(SettingsScope.PROJECT, SettingsCorpus.FOREIGN);
    assertThat(problems()).isEmpty();
  }

  @Test
  void of_secondCopy_isNamed() throws Exception {
    write(SettingsScope.USER, OURS.formatted(""));
    write(SettingsScope.LOCAL, OURS.formatted(""));
    assertThat(problems())
        .containsExactly(
            "our hooks are in more than one file: project/.claude/settings.local.json,"
                + " user/settings.json");
  }

  @Test
  void of_pluginBesideSettings_isNamed() throws Exception {
    write(SettingsScope.USER, OURS.formatted(", \"enabledPlugins\": {\"mpm-monitor@here\": true}"));
    assertThat(problems())
        .containsExactly("our plugin is enabled beside our hooks in user/settings.json");
    write(
        SettingsScope.USER, OURS.formatted(", \"enabledPlugins\": {\"mpm-monitor@here\": false}"));
    assertThat(problems()).isEmpty();
  }

  @Test
  void of_claudeMpmsOwn_isNamed() throws Exception {
    write(SettingsScope.USER, SettingsCorpus.CLAUDE_MPM);
    assertThat(problems())
        .containsExactly("user/settings.json holds 1 hook of claude-mpm's own monitor");
  }

  @Test
  void of_hooksThatAreSwitchedOff_areNamed() throws Exception {
    write(SettingsScope.USER, OURS.formatted(", \"disableAllHooks\": true"));
    write(SettingsScope.MANAGED, "{\"allowManagedHooksOnly\": true}");
    assertThat(problems())
        .containsExactly(
            "user/settings.json switches off all hooks",
            "managed/managed-settings.json allows the administrator's hooks only");
  }

  @Test
  void of_administratorsFiles_theLastByNameHasTheLastWord() throws Exception {
    write(SettingsScope.MANAGED, "{\"allowManagedHooksOnly\": true}");
    Path dropIns = Files.createDirectories(folders().dropIns());
    Files.writeString(dropIns.resolve("b.json"), "{\"allowManagedHooksOnly\": false}");
    assertThat(problems()).isEmpty();
    Files.writeString(dropIns.resolve("c.json"), "{\"allowManagedHooksOnly\": true}");
    assertThat(problems())
        .containsExactly("managed/managed-settings.d/c.json allows the administrator's hooks only");
  }

  @Test
  void of_tokenInAVariable_isComparedWithTheOneOfNow() throws Exception {
    AccessToken token = AccessToken.random();
    String shown = "\"Authorization\": \"Bearer ${MPM_MONITOR_PRODUCER_TOKEN}\", \"X-Hook-Of\"";
    String hooks = HTTP.replace("\"X-Hook-Of\"", shown);
    write(SettingsScope.USER, hooks.formatted(""));

    assertThat(concernsIn(token, "")).extracting(Concern::fatal).containsExactly(false);
    assertThat(concernsIn(token, "").get(0).problem()).endsWith("not set as seen from this shell");
    assertThat(concernsIn(token, "").get(0).remedy())
        .endsWith("export MPM_MONITOR_PRODUCER_TOKEN=\"$(mpm-monitord token --producer)\"");
    assertThat(concernsIn(token, token.reveal())).isEmpty();
    String old = AccessToken.random().reveal();
    assertThat(concernsIn(token, old)).extracting(Concern::fatal).containsExactly(true);
    assertThat(concernsIn(token, old).toString())
        .doesNotContain(old)
        .doesNotContain(token.reveal());

    String env = ", \"env\": {\"MPM_MONITOR_PRODUCER_TOKEN\": \"" + token.reveal() + "\"}";
    write(SettingsScope.USER, hooks.formatted(env));
    assertThat(concernsIn(token, "")).isEmpty();
  }

  private List<Concern> concernsIn(AccessToken token, String variable) {
    Map<String, String> environment =
        variable.isEmpty() ? Map.of() : Map.of(HookEntries.TOKEN_VARIABLE, variable);
    return Concerns.of(
        SettingsSurvey.of(folders()),
        new HookSurroundings(
            surroundings.path(), Optional.empty(), Optional.of(token), environment));
  }

  @Test
  void of_fileThatClaudeCodeSkips_isFatalWhereOurHooksAreInNoOther() throws Exception {
    write(SettingsScope.USER, "// mine\n" + OURS.formatted(""));
    assertThat(concerns())
        .extracting(Concern::fatal, Concern::problem)
        .containsExactly(
            tuple(
                true,
                folders().settings(SettingsScope.USER)
                    + ": line 1, column 1: JSON has no comments"));
    write(SettingsScope.LOCAL, OURS.formatted(""));
    assertThat(concerns()).extracting(Concern::fatal).containsExactly(false);
  }

  @Test
  void of_brokenFile_isNamedWithItsPlace() throws Exception {
    write(SettingsScope.PROJECT, "{\n\"a\" 1}");
    assertThat(problems())
        .containsExactly(
            "project/.claude/settings.json: line 2, column 5: : is expected instead of 1");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void of_whatIsNoFile_isNamed_andNotWaitedFor() throws Exception {
    Path project = folders().settings(SettingsScope.PROJECT);
    Files.createDirectories(project.getParent());
    Process pipe = new ProcessBuilder("mkfifo", project.toString()).inheritIO().start();
    assertThat(pipe.waitFor()).isZero();
    Files.createDirectories(folders().settings(SettingsScope.LOCAL));
    Files.createDirectories(folders().user());
    Files.createSymbolicLink(folders().settings(SettingsScope.USER), Path.of("/dev/null"));

    assertThat(problems())
        .containsExactly(
            "project/.claude/settings.local.json: cannot be read:"
                + " project/.claude/settings.local.json: is a folder and no file",
            "project/.claude/settings.json: cannot be read: project/.claude/settings.json: is a"
                + " pipe, a socket or a device and no file",
            "user/settings.json: cannot be read: user/settings.json: is a pipe, a socket or a"
                + " device and no file");
  }

  @Test
  void of_hooksThatCannotWorkOrMustNotBe_areNamed() throws Exception {
    write(SettingsScope.USER, OURS.formatted("").replace("mpm-hook", temporary + "/gone/mpm-hook"));
    assertThat(problems())
        .containsExactly("user/settings.json: our hooks run gone/mpm-hook, which is not there");
    Files.createFile(Files.createDirectory(temporary.resolve("gone")).resolve("mpm-hook"));
    assertThat(problems())
        .containsExactly(
            "user/settings.json: our hooks run gone/mpm-hook, which is there and may not be"
                + " executed: by its mode, or because its file system is mounted noexec");
    write(SettingsScope.USER, OURS.formatted("").replace(", \"timeout\": 2", ""));
    assertThat(problems()).hasSize(1).first().asString().contains("has no timeout");
    write(SettingsScope.USER, OURS.formatted("").replace("Stop", "PermissionRequest"));
    assertThat(problems()).hasSize(1).first().asString().contains("must not be there");
  }

  @Test
  void of_httpThatIsNotAllowed_isNamed() throws Exception {
    write(SettingsScope.USER, HTTP.formatted(""));
    assertThat(problems()).isEmpty();
    write(SettingsScope.USER, HTTP.formatted(", \"allowedHttpHookUrls\": [\"https://*\"]"));
    assertThat(problems())
        .containsExactly("allowedHttpHookUrls does not allow http://127.0.0.1:8765/hooks/stop");
    write(SettingsScope.PROJECT, "{\"allowedHttpHookUrls\": [\"HTTP://127.0.0.1:*\"]}");
    assertThat(problems()).isEmpty();
    write(SettingsScope.PROJECT, "{}");
    write(SettingsScope.USER, HTTP.formatted(", \"httpHookAllowedEnvVars\": []"));
    assertThat(problems())
        .containsExactly("httpHookAllowedEnvVars does not allow MPM_MONITOR_PRODUCER_TOKEN");
  }

  @Test
  void of_programThatNobodyFinds_isNamed_howeverItIsWritten() throws Exception {
    String shell = OURS.replace(", \"args\": [\"stop\"]", "");
    write(SettingsScope.USER, shell.formatted("").replace("mpm-hook", "mpm-hook stop"));
    assertThat(problems()).isEmpty();
    for (String line :
        List.of(
            "/old/bin/mpm-hook stop", "'/old/bin/mpm-hook' stop", "\\\"/old/bin/mpm-hook\\\"")) {
      write(SettingsScope.USER, shell.formatted("").replace("mpm-hook", line));
      assertThat(problems())
          .as(line)
          .containsExactly(
              "user/settings.json: our hooks run /old/bin/mpm-hook, which is not there");
    }
    write(SettingsScope.USER, shell.formatted("").replace("mpm-hook", "$HOME/bin/mpm-hook stop"));
    assertThat(problems()).isEmpty();

    Files.delete(temporary.resolve("bin/mpm-hook"));
    write(SettingsScope.USER, OURS.formatted(""));
    assertThat(problems())
        .containsExactly(
            "user/settings.json: our hooks run mpm-hook, which the PATH of this shell does not"
                + " find");
    assertThat(Concerns.of(SettingsSurvey.of(folders()), surroundings)).allMatch(Concern::fatal);
  }

  @Test
  void of_compiledHookThatThisMachineDoesNotRun_isFatal() throws Exception {
    Path hook = program(temporary.resolve("unpacked/lib/another-system"), "");
    write(SettingsScope.USER, OURS.formatted("").replace("mpm-hook", hook.toString()));

    assertThat(problems())
        .containsExactly(
            "user/settings.json: our hooks run unpacked/lib/another-system/mpm-hook,"
                + " which this machine does not run");
    assertThat(Concerns.of(SettingsSurvey.of(folders()), surroundings)).allMatch(Concern::fatal);
  }

  @Test
  void of_scriptBesideACompiledHook_isNamedAndTellsAllTheSame() throws Exception {
    Path install = temporary.resolve("unpacked");
    String system = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
    Path compiled =
        program(
            install.resolve("lib/" + system.toLowerCase(Locale.ROOT).replace(' ', '-')),
            "#!/bin/sh\nexit 42\n");
    Path script = program(install.resolve("bin"), "#!/bin/sh\n");
    write(SettingsScope.USER, OURS.formatted("").replace("mpm-hook", script.toString()));

    List<Concern> concerns = Concerns.of(SettingsSurvey.of(folders()), surroundings);

    assertThat(concerns)
        .containsExactly(
            new Concern(
                "%s: our hooks run %s, and %s does the same in less time"
                    .formatted(folders().settings(SettingsScope.USER), script, compiled),
                "`mpm-monitord install` writes them anew",
                false));
  }

  private static Path program(Path folder, String text) throws Exception {
    Files.createDirectories(folder);
    Path program = Files.writeString(folder.resolve("mpm-hook"), text);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
