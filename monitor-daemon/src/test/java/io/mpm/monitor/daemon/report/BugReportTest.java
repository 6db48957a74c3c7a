package io.mpm.monitor.daemon.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.claude.SettingsSurvey;
import io.mpm.monitor.daemon.doctor.Diagnosis;
import io.mpm.monitor.daemon.doctor.Doctor;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BugReportTest {

  // Put together here, so that no file of this project holds one that a scanner would report.
  private static final String BY_SHAPE = "gh" + "p_" + "J8sK2mQ4vT6xZ0bN3cR5dF7gH9jL1pW8yU2e";
  private static final String IN_ENVIRONMENT = "plain words of a " + "secret 7";
  private static final String IN_CLAUDE = "blue-" + "whale-\"in quotes\"";
  private static final String IN_CONFIG = "orange" + "-giraffe-42";
  private static final String IN_PAYLOAD = "what the user " + "typed";

  @TempDir private Path temporary;
  private MonitorHome home;
  private Tokens tokens;
  private Map<String, String> environment;

  @BeforeEach
  void plant() throws IOException {
    home = new MonitorHome(temporary.resolve("home"));
    home.prepare();
    tokens = Tokens.readOrCreate(home);
    environment =
        new HashMap<>(
            Map.of(
                "MY_API_KEY",
                IN_ENVIRONMENT,
                "HOME",
                temporary.toString(),
                "PATH",
                "/usr/bin:/bin"));
    Files.writeString(
        home.logs().resolve("daemon.0.log"),
        String.join(
            "\n",
            "2026-11-22T23:27:09.948Z WARN  main X - " + BY_SHAPE,
            "2026-11-22T23:27:09.948Z WARN  main X - key " + IN_ENVIRONMENT,
            "2026-11-22T23:27:09.948Z WARN  main X - " + tokens.owner().reveal(),
            "2026-11-22T23:27:09.948Z WARN  main X - " + tokens.producer().reveal(),
            "2026-11-22T23:27:09.948Z ERROR main X - the end of it",
            ""));
    Files.writeString(
        home.logs().resolve("proxy.0.log"), "env " + IN_CLAUDE + "\nconfig " + IN_CONFIG + "\n");
    Files.writeString(home.spool().resolve("stop.1.a"), "{\"prompt\":\"" + IN_PAYLOAD + "\"}");
    Files.writeString(home.config(), "socketio:\n  port: " + IN_CONFIG + "\n");
    Files.createDirectories(temporary.resolve(".claude"));
    Files.writeString(
        temporary.resolve(".claude/settings.json"),
        "{\"env\": {\"A\": \"blue-whale-\\\"in quotes\\\"\"}, \"hooks\": {\"Stop\": [{\"hooks\": ["
            + "{\"type\": \"command\", \"command\": \"guard "
            + IN_PAYLOAD
            + "\"}, {\"type\": \"http\", \"url\": \"http://127.0.0.1:1/hooks/stop\", \"headers\":"
            + " {\"X-Hook-Of\": \"mpm-monitor\", \"Authorization\": \"Bearer "
            + tokens.producer().reveal()
            + "\"}}]}]}}");
  }

  private ClaudeFolders claude() {
    return ClaudeFolders.of(environment, temporary.resolve("project"), "Linux");
  }

  private Diagnosis diagnosis() throws InterruptedException {
    return Doctor.of(home, temporary, claude(), environment, InstantSource.system()).examine();
  }

  private BugReport report() {
    return new BugReport(home, environment, SettingsSurvey.of(claude()));
  }

  private List<String> secrets() {
    return List.of(
        BY_SHAPE,
        IN_ENVIRONMENT,
        IN_CLAUDE,
        IN_CONFIG,
        IN_PAYLOAD,
        tokens.owner().reveal(),
        tokens.producer().reveal());
  }

  private static Map<String, String> unzip(Path file) throws IOException {
    Map<String, String> parts = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        parts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  @Test
  void r9_plantedSecrets_areNowhereInTheReport() throws Exception {
    Path archive = temporary.resolve("report.zip");
    Path text = temporary.resolve("report.txt");
    Diagnosis diagnosis = diagnosis();

    report().write(archive, diagnosis);
    report().write(text, diagnosis);

    Map<String, String> parts = unzip(archive);
    String all = parts.values().stream().collect(Collectors.joining("\n"));
    assertThat(parts.keySet())
        .contains(
            "mpm-monitor-report/doctor.txt",
            "mpm-monitor-report/versions.txt",
            "mpm-monitor-report/status.json",
            "mpm-monitor-report/logs/daemon.0.log",
            "mpm-monitor-report/logs/proxy.0.log");
    assertThat(all).contains("the end of it", "\"hooks_of_others\" : 1", "[redacted:");
    for (String whole : List.of(all, Files.readString(text))) {
      for (String secret : secrets()) {
        // Neither the text nor the secret may get into a report of the test.
        assertThat(whole.contains(secret)).as("…%s", secret.substring(6)).isFalse();
      }
      assertThat(whole).doesNotContain(temporary.toString());
    }
  }

  @Test
  void foldersOfTheShell_areNoSecrets() throws Exception {
    environment.put("PWD", "/home/somebody/project");
    environment.put("OLDPWD", "/home/somebody");
    Files.writeString(home.logs().resolve("proxy.0.log"), "looks at /home/somebody/project\n");

    Path text = temporary.resolve("report.txt");
    report().write(text, diagnosis());

    assertThat(text).content().contains("looks at /home/somebody/project");
  }

  @Test
  void secretsByTheUsersRules_areTakenOutAndHisExceptionsStay() throws Exception {
    Files.writeString(
        home.config(),
        """
        redaction:
          enabled: false
          rules: |
            acme ACME-[0-9]{6}
          allow: |
            ACME-0{6}
        """);
    Files.writeString(
        home.logs().resolve("proxy.0.log"), "of ACME-123456 not ACME-000000 " + BY_SHAPE + "\n");
    Path text = temporary.resolve("report.txt");

    report().write(text, diagnosis());

    assertThat(Files.readString(text))
        .contains("of [redacted:acme] not ACME-000000")
        .doesNotContain("ACME-123456", BY_SHAPE);
  }

  @Test
  void write_isTheOwnersAloneAndReplacesNothing() throws Exception {
    Path file = temporary.resolve("report.zip");
    Diagnosis diagnosis = diagnosis();
    report().write(file, diagnosis);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> report().write(file, diagnosis))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
