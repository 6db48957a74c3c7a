package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** With a {@code systemctl} that writes down what it is asked. */
@EnabledOnOs(OS.LINUX)
class ServiceCommandTest {

  @TempDir Path folder;
  private Map<String, String> environment;
  private Path unit;

  @BeforeEach
  void prepare() throws Exception {
    environment = CommandRun.environment(folder.resolve("home"));
    environment.put("HOME", folder.resolve("user").toString());
    environment.remove("XDG_CONFIG_HOME");
    environment.put("PATH", folder.resolve("tools").toString());
    unit = folder.resolve("user/.config/systemd/user/mpm-monitor.service");
    systemctl("echo active");
    MonitorHome home = MonitorHome.of(environment);
    home.prepare();
    Files.writeString(home.config(), "socketio.port: " + freePort() + "\n");
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private void systemctl(String does) throws IOException {
    Path tool = Files.createDirectories(folder.resolve("tools")).resolve("systemctl");
    Files.writeString(
        tool, "#!/bin/sh\necho \"$*\" >>'" + folder.resolve("asked") + "'\n" + does + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, folder.resolve("install"), arguments);
  }

  @Test
  void install_status_uninstall() throws Exception {
    assertThat(run("service", "status"))
        .isEqualTo(new CommandRun(3, "the service is not installed\n", ""));

    CommandRun installed = run("service", "install");

    assertThat(installed.exitCode()).as(installed.err()).isZero();
    assertThat(Files.readString(unit)).isEqualTo(run("service", "install", "--print").out());
    assertThat(run("service", "status").out())
        .contains("as this installation writes it", "system  active", "daemon  not running");
    Files.writeString(unit, "[Unit]\n");
    assertThat(run("service", "status").out()).contains("another one; install it again");

    assertThat(run("service", "uninstall").out()).isEqualTo("removed " + unit + "\n");

    assertThat(unit).doesNotExist();
    assertThat(Files.readString(folder.resolve("asked")))
        .isEqualTo(
            """
            --user daemon-reload
            --user enable mpm-monitor.service
            --user start mpm-monitor.service
            --user is-active mpm-monitor.service
            --user is-active mpm-monitor.service
            --user disable --now mpm-monitor.service
            --user daemon-reload
            """);
    assertThat(run("service", "uninstall").exitCode()).isZero();
  }

  @Test
  void print_changesNothing() {
    assertThat(run("service", "install", "--print").out()).contains("ExecStart=/bin/sh ");
    assertThat(unit).doesNotExist();
    assertThat(folder.resolve("asked")).doesNotExist();
  }

  @Test
  void install_takesClaudesFolderAlong_andNamesTheSettingsThatItDoesNot() throws Exception {
    environment.put("CLAUDE_CONFIG_DIR", folder.resolve("claude").toString());
    environment.put("MPM_MONITOR_PORT", String.valueOf(freePort()));

    CommandRun installed = run("service", "install");

    assertThat(installed.exitCode()).as(installed.err()).isZero();
    assertThat(installed.out())
        .contains(
            "it does not see MPM_MONITOR_PORT (socketio.port); what is to count for it as well goes"
                + " into "
                + MonitorHome.of(environment).config());
    assertThat(unit)
        .content()
        .contains("Environment=CLAUDE_CONFIG_DIR=" + folder.resolve("claude") + "\n")
        .doesNotContain("MPM_MONITOR_PORT");
  }

  @Test
  void systemThatRefuses_isQuoted() throws Exception {
    systemctl("echo 'Failed to connect to bus' >&2; exit 1");

    CommandRun run = run("service", "install");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "mpm-monitord: the service was not installed, and all is as it was: `systemctl --user"
                + " daemon-reload` said: Failed to connect to bus\n");
    assertThat(folder.resolve("user")).doesNotExist();
    assertThat(run("service", "status").exitCode()).isEqualTo(3);
  }

  @Test
  void systemThatDoesNotStartIt_isGivenBackTheServiceOfBefore() throws Exception {
    oneOfBefore();
    String ours = "/bin/grep -q ExecStart '" + unit + "'";
    systemctl("[ \"$2\" != start ] || ! " + ours + " || { echo no; exit 1; }");

    CommandRun run = run("service", "install");

    assertThat(run.err())
        .contains("all is as it was: `systemctl --user start mpm-monitor.service` said: no");
    assertThat(unit).hasContent("[Unit]");
    assertThat(Files.readAllLines(folder.resolve("asked")))
        .endsWith("--user start mpm-monitor.service");
  }

  @Test
  void systemThatStartsNothingAnyMore_givesBackTheFileOfBefore_andSaysSo() throws Exception {
    oneOfBefore();
    systemctl("test \"$2\" != start || { echo no >&2; exit 1; }");

    assertThat(run("service", "install").err())
        .contains("the one of before did not start again: `systemctl --user start");

    assertThat(unit).hasContent("[Unit]");
  }

  private void oneOfBefore() throws IOException {
    Files.createDirectories(unit.getParent());
    Files.writeString(unit, "[Unit]\n");
  }

  @Test
  void systemThatRefuses_foldersThatOthersUseStay() throws Exception {
    Path others = folder.resolve("user/.config/systemd/other");
    systemctl("/bin/mkdir -p '" + others + "'; exit 1");

    assertThat(run("service", "install").exitCode()).isEqualTo(1);

    assertThat(others).exists();
    assertThat(unit.getParent()).doesNotExist();
  }

  @Test
  void systemThatRefuses_nothingIsMadeInTheHome() throws Exception {
    Path bare = Files.createDirectory(folder.resolve("bare"));
    environment.put(MonitorHome.VARIABLE, bare.toString());
    Files.writeString(MonitorHome.of(environment).config(), "socketio.port: " + freePort() + "\n");
    systemctl("exit 1");

    assertThat(run("service", "install").err()).contains("daemon-reload");

    assertThat(bare).isDirectoryNotContaining(file -> !file.endsWith("config.yaml"));
  }

  @Test
  void portOfAnother_isSaidBeforeAnythingIsWritten() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          MonitorHome.of(environment).config(), "socketio.port: " + other.getLocalPort() + "\n");

      assertThat(run("service", "install").err()).contains("is taken by pid");
    }
    assertThat(unit).doesNotExist();
    assertThat(folder.resolve("asked")).doesNotExist();
  }

  @Test
  void withoutSystemd_saysSo() throws Exception {
    Files.delete(folder.resolve("tools/systemctl"));

    assertThat(run("service", "install").err()).contains("systemctl: there is no such program");
  }

  @Test
  void onMacOs_isAnAgentOfLaunchd_andCanBeInstalledAgain() throws Exception {
    new Launchd(folder.resolve("tools"));
    Path agent = folder.resolve("user/Library/LaunchAgents/io.mpm.monitor.plist");

    for (int times = 1; times <= 2; times++) {
      CommandRun installed = onMacOs("install");

      assertThat(installed.exitCode()).as(installed.err()).isZero();
      assertThat(agent)
          .content()
          .contains("<string>/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin</string>");
    }
    assertThat(onMacOs("status").out())
        .contains("system  state = running, pid = 4711, last exit code = (never exited)\n");

    assertThat(onMacOs("uninstall").exitCode()).isZero();
    assertThat(agent).doesNotExist();
    assertThat(onMacOs("status").exitCode()).isEqualTo(3);
  }

  @Test
  void onMacOs_agentThatIsRefused_leavesTheOneOfBeforeLoaded() throws Exception {
    Launchd launchd = new Launchd(folder.resolve("tools"));
    onMacOs("install");
    Path agent = folder.resolve("user/Library/LaunchAgents/io.mpm.monitor.plist");
    String before = Files.readString(agent);
    environment.put("CLAUDE_CONFIG_DIR", folder.resolve(Launchd.REFUSED).toString());

    CommandRun refused = onMacOs("install");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("all is as it was: `launchctl bootstrap gui/501 " + agent + "` said: Bootstrap");
    assertThat(agent).hasContent(before);
    assertThat(launchd.loaded()).hasContent(before);
  }

  private CommandRun onMacOs(String subcommand) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder.resolve("install"),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            InstantSource.system());
    int exitCode =
        new CommandLine(new ServiceCommand(surroundings, new OperatingSystem("Mac OS X")))
            .setExecutionExceptionHandler((e, line, parsed) -> Failures.say(surroundings, false, e))
            .execute(subcommand);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  @Test
  void withoutASubcommand_isMisuse() {
    assertThat(run("service").exitCode()).isEqualTo(2);
  }
}
