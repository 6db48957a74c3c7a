package io.mpm.monitor.daemon.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.daemon.claude.RegisteredHook;
import io.mpm.monitor.daemon.claude.SettingsSurvey;
import io.mpm.monitor.daemon.doctor.Diagnosis;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.LastStop;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.redaction.Redactor;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Setting;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is needed to look into a bug from afar: versions, settings, what {@code doctor} found, the
 * ends of the logs. No event's payload, no other program's hooks, and each text goes through the
 * rules for secrets and through the list of those that this user is known to have.
 */
public final class BugReport {

  private static final int TAIL_BYTES = 48 << 10;
  private static final List<String> LOGS =
      List.of("daemon.0.log", "daemon.out", "proxy.0.log", "proxy.1.log");

  private static final String ABOUT =
      """
      A report of MPM Monitor, for whoever looks into a bug.

      In it: versions, our settings, what `mpm-monitord doctor` found, the daemon's counters, which
      hooks are registered (of others only how many), and the ends of our logs.
      Not in it: what sessions did, tokens, the environment, the rest of Claude Code's settings.
      Secrets were taken out by rule and by name. Read it before you give it to anybody.
      """;

  private final MonitorHome home;
  private final Map<String, String> environment;
  private final SettingsSurvey claude;

  /** A report about the monitor of this home. */
  public BugReport(MonitorHome home, Map<String, String> environment, SettingsSurvey claude) {
    this.home = home;
    this.environment = Map.copyOf(environment);
    this.claude = claude;
  }

  /** Everything that is in it, clean. */
  List<Part> parts(Diagnosis diagnosis) throws IOException {
    Optional<Settings> settings = settings();
    KnownSecrets known = KnownSecrets.of(home, environment, claude, settings.isPresent());
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("README.txt", ABOUT));
    parts.add(new Part("versions.txt", versions()));
    parts.add(new Part("doctor.txt", diagnosis.toText()));
    parts.add(new Part("status.json", pretty(status())));
    parts.add(new Part("config.txt", settings.map(BugReport::config).orElse("not valid\n")));
    parts.add(new Part("claude-hooks.json", pretty(hooks())));
    for (String name : LOGS) {
      Path log = home.logs().resolve(name);
      if (Files.isRegularFile(log)) {
        parts.add(new Part("logs/" + name, tail(log)));
      }
    }
    Redactor redactor = redactor(settings);
    return parts.stream()
        .map(part -> new Part(part.name(), clean(part.text(), known, redactor)))
        .toList();
  }

  /**
   * By the user's rules and exceptions, even when he wants secrets shown: that is for his own eyes,
   * and a report is for others'.
   */
  private static Redactor redactor(Optional<Settings> settings) {
    try {
      return settings
          .map(found -> Redactor.with(RedactionSettings.of(found).user()))
          .orElseGet(Redactor::withDefaults);
    } catch (IllegalArgumentException e) {
      return Redactor.withDefaults(); // a rule that cannot be used; doctor names it
    }
  }

  private String clean(String text, KnownSecrets known, Redactor redactor) {
    String without = known.removedFrom(text);
    String user = environment.getOrDefault("HOME", "");
    String anonymous = user.length() > 1 ? without.replace(user, "~") : without;
    return redactor.redact(TextNode.valueOf(anonymous)).data().asText();
  }

  private Optional<Settings> settings() {
    try {
      return Optional.of(Settings.resolve(Map.of(), environment, home.config()));
    } catch (InvalidSettingsException e) {
      return Optional.empty();
    }
  }

  private static String versions() {
    StringBuilder text =
        new StringBuilder("mpm-monitor " + ProgramVersion.textOf(BugReport.class) + "\n");
    for (String property :
        List.of("java.version", "java.vendor", "os.name", "os.version", "os.arch")) {
      text.append(property).append(' ').append(System.getProperty(property)).append('\n');
    }
    return text.toString();
  }

  private JsonNode status() throws IOException {
    DaemonFiles files = new DaemonFiles(home);
    Optional<RunningDaemon> daemon = RunningDaemon.find(files);
    if (daemon.isPresent()) {
      try {
        return daemon.get().status();
      } catch (IOException e) {
        return Json.object().put("running", true).put("answers", false);
      }
    }
    ObjectNode status = Json.object().put("running", false);
    LastStop.find(files)
        .ifPresent(
            stop -> status.put("stopped_at", stop.at().toString()).put("reason", stop.reason()));
    return status;
  }

  private static String config(Settings settings) {
    StringBuilder text = new StringBuilder();
    for (Setting<?> setting : SettingsCatalog.ALL) {
      text.append(
          "%s: %s (%s)%n"
              .formatted(setting.key(), settings.text(setting), settings.origin(setting)));
    }
    return text.toString();
  }

  /** Ours in full but for their secrets; of others their number alone. */
  private JsonNode hooks() {
    ArrayNode files = Json.object().arrayNode();
    for (SettingsSurvey.Counting file : claude.counting()) {
      ObjectNode told = files.addObject().put("file", file.path().toString());
      List<RegisteredHook> ours = file.settings().ours();
      told.put("hooks_of_others", file.settings().hooks().size() - ours.size());
      ArrayNode hooks = told.putArray("ours");
      for (RegisteredHook hook : ours) {
        ObjectNode handler = hook.handler().deepCopy();
        handler.remove("headers");
        hooks.addObject().put("event", hook.event()).set("handler", handler);
      }
    }
    return files;
  }

  private static String pretty(JsonNode json) {
    return json.toPrettyString() + "\n";
  }

  /** Whole lines from the end of a log. */
  private static String tail(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  /**
   * Writes it.
   *
   * @param file a new one, for its owner alone; with a name in {@code .txt} it is one text, else an
   *     archive
   * @throws java.nio.file.FileAlreadyExistsException when there is such a file
   */
  public void write(Path file, Diagnosis diagnosis) throws IOException {
    ReportFile.write(file, parts(diagnosis));
  }
}
