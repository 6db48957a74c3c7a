package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.Needs;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallCommandTest {

  @TempDir private Path temporary;
  private Map<String, String> environment;
  private Path settings;

  @BeforeEach
  void user() throws IOException {
    environment = CommandRun.environment(temporary.resolve("home"));
    environment.put("CLAUDE_CONFIG_DIR", temporary.resolve("claude").toString());
    settings = temporary.resolve("claude/settings.json");
    hook("mkdir -p \"$MPM_MONITOR_HOME/spool\" && cat > \"$MPM_MONITOR_HOME/spool/$1.$$.x\"");
  }

  private void hook(String script) throws IOException {
    Path hook = Files.createDirectories(temporary.resolve("bin")).resolve("mpm-hook");
    Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, temporary, arguments);
  }

  @Test
  void install_provesEachHook() {
    CommandRun run = run("install", "--events", "Stop,PreToolUse");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("2 hooks are in " + settings + " now")
        .containsPattern("Stop +waits +command took [0-9.]+ ms; no daemon runs")
        .contains("2 of 2 work");
    assertThat(settings).content().contains("\"args\": [\"pre-tool-use\"], \"timeout\": 2");
    assertThat(run("install", "--events", "Stop,PreToolUse").out())
        .contains("already; nothing was changed");
  }

  @Test
  void install_hookThatDoesNotWork_saysWhyAndFails() throws Exception {
    hook("echo broken; exit 3");

    CommandRun run = run("install", "--events", "Stop");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("FAILED     ended with exit code 3: broken")
        .contains("0 of 1 work");
  }

  @Test
  void install_hookThatCannotBeRun_saysWhetherItIsThere() throws Exception {
    Path hook = temporary.resolve("bin/mpm-hook");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rw-r--r--"));
    CommandRun noMode = run("install");
    assertThat(noMode.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(noMode.err()).contains(hook + ", is there and may not be executed", "noexec");

    Files.delete(hook);
    assertThat(run("install").err()).contains(hook + ", is not there");
    assertThat(settings).doesNotExist();
  }

  @Test
  void newerHome_isRefusedBeforeAnythingIsWritten() throws Exception {
    Path layout = Files.createDirectories(temporary.resolve("home")).resolve("layout");
    Files.writeString(layout, "99\n");

    for (String[] command : new String[][] {{"install"}, {"install", "--dry-run"}, {"uninstall"}}) {
      CommandRun run = run(command);
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err()).contains(layout + ": a newer MPM Monitor has used this home");
    }
    assertThat(settings).doesNotExist();
    assertThat(temporary.resolve("home/installed")).doesNotExist();
  }

  @Test
  void homeOfThisShellOnly_isNoted_unlessItIsTheUsualOneOrInTheSettings() throws Exception {
    String note = temporary.resolve("home") + " is the home only for those who have";
    assertThat(run("install", "--events", "Stop", "--no-test").err()).contains(note);
    assertThat(run("doctor").out()).contains("note: " + note);

    Files.writeString(
        settings, "{\"env\":{\"MPM_MONITOR_HOME\":\"" + temporary.resolve("home") + "\"}}");
    assertThat(run("install", "--events", "Stop", "--no-test").err()).doesNotContain(note);
    environment.put("HOME", temporary.toString());
    environment.put("MPM_MONITOR_HOME", temporary.resolve(".mpm-monitor").toString());
    run("uninstall");
    assertThat(run("install", "--events", "Stop", "--no-test").err())
        .doesNotContain("is the home only");
  }

  @Test
  void install_http_secretOnlyInAFileThatIsTheUsersAlone() throws Exception {
    run("install", "--mode", "http", "--events", "Stop", "--no-test");
    String token = Files.readString(temporary.resolve("home/producer-token")).strip();
    assertThat(settings).content().contains("Bearer " + token);

    run("uninstall");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, "{}");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
    CommandRun open = run("install", "--mode", "http", "--events", "Stop", "--no-test");
    assertThat(settings)
        .content()
        .contains("Bearer $MPM_MONITOR_PRODUCER_TOKEN")
        .doesNotContain(token);
    assertThat(open.err()).contains("export MPM_MONITOR_PRODUCER_TOKEN=");
  }

  @Test
  void install_http_dryRun_showsWhatTheRealOneDoes_butNoToken() throws Exception {
    String[] dry = {"install", "--mode", "http", "--events", "Stop", "--no-test", "--dry-run"};
    String[] real = Arrays.copyOf(dry, dry.length - 1);
    assertThat(run(dry).out()).contains("Bearer [hidden]").doesNotContain("$MPM");
    assertThat(temporary.resolve("home/producer-token")).doesNotExist();
    run(real);
    String token = Files.readString(temporary.resolve("home/producer-token")).strip();
    assertThat(settings).content().contains("Bearer " + token);

    assertThat(run(dry).out()).isEqualTo(settings + " would stay as it is\n");

    String next = run("token", "--producer", "--rotate").out().strip();
    CommandRun change = run(dry);
    assertThat(change.out())
        .contains("would change:", "- ", "+ ", "Bearer [hidden]")
        .doesNotContain(token)
        .doesNotContain(next);
    assertThat(run("uninstall", "--dry-run").out()).doesNotContain(token);
  }

  @Test
  void install_daemonElsewhere_whatIsSeenOrDeliveredIsOnItsWay() throws Exception {
    environment.put("MPM_MONITOR_URL", "http://127.0.0.1:9");

    CommandRun waiting = run("install", "--events", "Stop,PreToolUse");

    assertThat(waiting.exitCode()).as(waiting.out()).isEqualTo(ExitCode.OK);
    assertThat(waiting.out())
        .containsPattern("Stop +sent +command took [0-9.]+ ms, on its way to http://127.0.0.1:9\n")
        .contains("2 of 2 work", "`mpm-hook status` says whether they reach http://127.0.0.1:9")
        .doesNotContain("mpm-monitord start");

    // As a proxy that is quicker than whoever looks.
    hook(
        "cat >/dev/null; n=$(cat \"$MPM_MONITOR_HOME/n\" 2>/dev/null || echo 0); n=$((n + 1));"
            + " echo $n >\"$MPM_MONITOR_HOME/n\"; echo"
            + " '{\"at\":\"2026-11-23T10:00:0'$n'Z\",\"counters\":{\"delivered\":'$n'}}'"
            + " >\"$MPM_MONITOR_HOME/run/proxy.json\"");
    CommandRun delivered = run("install", "--events", "Stop,PreToolUse");
    assertThat(delivered.exitCode()).as(delivered.out()).isEqualTo(ExitCode.OK);
    assertThat(delivered.out()).contains("2 of 2 work");
  }

  @Test
  void install_settingsThatAreAFolder_areNamed() throws Exception {
    Files.createDirectories(settings);

    assertThat(run("install").err())
        .isEqualTo("mpm-monitord: " + settings + ": is a folder and no file\n");
  }

  @Test
  void install_http_settingsOfAnotherUser_areRefusedBeforeATokenIsMade() throws Exception {
    Needs.root("only root can give a file to another user");
    Files.createDirectories(settings.getParent());
    Files.setAttribute(settings.getParent(), "unix:uid", 65534);

    CommandRun run = run("install", "--mode", "http", "--no-test");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("would be made in " + settings.getParent(), "and you are root");
    assertThat(settings).doesNotExist();
    assertThat(temporary.resolve("home")).doesNotExist();
  }

  @Test
  void install_http_noDaemon_saysSo() {
    environment.put("SOCKETIO_PORT", "1");
    CommandRun run = run("install", "--mode", "http", "--events", "Stop");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("FAILED     nobody listens on port 1");
  }

  @Test
  void install_dryRun_showsAndChangesNothing() {
    CommandRun run = run("install", "--dry-run", "--events", "Stop", "--mode", "async");

    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("would change:\n+ {\n+   \"hooks\": {\n+     \"Stop\": [{");
    assertThat(settings).doesNotExist();
  }

  @Test
  void install_badChoice_isRefusedBeforeAnythingIsTouched() {
    CommandRun harmful = run("install", "--events", "WorktreeCreate");
    assertThat(harmful.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(harmful.err()).contains("no monitor may register WorktreeCreate: ");
    assertThat(run("install", "--mode", "fax").err()).contains("'fax'", "COMMAND, HTTP, ASYNC");
    assertThat(run("install", "--user", "--local").exitCode()).isEqualTo(ExitCode.USAGE);
    CommandRun none = run("install", "--events", ",");
    assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("--events names no event");
    assertThat(settings).doesNotExist();
  }

  @Test
  void uninstall_givesTheFileBack() throws Exception {
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, "{ \"model\": \"opus\" }");
    run("install", "--no-test");

    CommandRun dry = run("uninstall", "--dry-run");
    assertThat(dry.out()).contains("would change:\n- { \"model\": \"opus\", \"hooks\": {");
    CommandRun run = run("uninstall");

    assertThat(run.out()).isEqualTo("our hooks are out of " + settings + "\n");
    assertThat(Files.readString(settings)).isEqualTo("{ \"model\": \"opus\" }");
    assertThat(run("uninstall").out()).isEqualTo("no hooks of ours are in " + settings + "\n");
  }

  @Test
  void install_fileThatClaudeCodeSkips_isRefused_andDoctorCallsItAProblem() throws Exception {
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, "// mine\n{ \"model\": \"opus\" }");

    CommandRun run = run("install", "--dry-run");
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains(settings + ": line 1, column 1: JSON has no comments");
    assertThat(run("doctor").out()).containsPattern("problem +claude +.*line 1, column 1");
  }

  @Test
  void doctor_answersInJsonAndByExitCode() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("SOCKETIO_PORT", "" + free.getLocalPort());
    }
    CommandRun run = run("doctor", "--json");

    assertThat(run.out()).startsWith("{\"works\":true,\"findings\":[{\"check\":\"java\"");
    assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
    environment.put("SOCKETIO_PORT", "many");
    CommandRun bad = run("doctor");
    assertThat(bad.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(bad.out()).containsPattern("problem +config +.*many");
  }

  @Test
  void bundle_writesANewFileAndReplacesNone() {
    Path report = temporary.resolve("report.txt");
    assertThat(run("bundle", report.toString()).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report).content().contains("=== doctor.txt", "=== versions.txt");
    CommandRun again = run("bundle", report.toString());
    assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(again.err()).contains("is there already");
  }
}
