package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.installation.HookObstacle;
import io.mpm.monitor.daemon.installation.InstalledHook;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.text.Counted;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Looks through Claude Code's settings for what does not go well with our hooks. */
public final class Concerns {

  /** What our plugin is called, before the name of where it came from. */
  private static final String PLUGIN = "mpm-monitor@";

  private static final String INSTALL = "`mpm-monitord install` writes them anew";
  private static final String INSTALL_HTTP = "`mpm-monitord install --mode http` writes them anew";

  private static final String BEARER = "Bearer ";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");

  private final SettingsSurvey survey;
  private final HookSurroundings surroundings;
  private final List<Concern> concerns = new ArrayList<>();

  private Concerns(SettingsSurvey survey, HookSurroundings surroundings) {
    this.survey = survey;
    this.surroundings = surroundings;
  }

  /** All that there is to say, in no order of weight. */
  public static List<Concern> of(SettingsSurvey survey, HookSurroundings surroundings) {
    Concerns found = new Concerns(survey, surroundings);
    found.brokenFiles();
    found.hooksSwitchedOff();
    found.secondCopies();
    found.othersMonitor();
    found.brokenHooks();
    found.httpForbidden();
    return List.copyOf(found.concerns);
  }

  private void add(String problem, String remedy) {
    concerns.add(new Concern(problem, remedy, false));
  }

  private void addFatal(String problem, String remedy) {
    concerns.add(new Concern(problem, remedy, true));
  }

  /** Where our hooks are in no other place, they may well be in the file that is skipped. */
  private void brokenFiles() {
    boolean isFatal = survey.ours().isEmpty() && !pluginIsOn();
    for (SettingsSurvey.Found file : survey.files()) {
      if (file.content() instanceof SettingsSurvey.Content.Broken broken) {
        concerns.add(
            new Concern(
                file.path() + ": " + broken.reason(),
                "repair it; Claude Code skips the whole file",
                isFatal));
      }
    }
  }

  private void hooksSwitchedOff() {
    survey.counting().stream()
        .filter(file -> file.value("disableAllHooks").asBoolean())
        .forEach(file -> add(file.path() + " switches off all hooks", "remove disableAllHooks"));
    survey.counting().stream()
        .filter(file -> file.scope() == SettingsScope.MANAGED)
        .filter(file -> file.settings().tree().has("allowManagedHooksOnly"))
        .findFirst()
        .filter(file -> file.value("allowManagedHooksOnly").asBoolean())
        .ifPresent(
            file ->
                add(
                    file.path() + " allows the administrator's hooks only",
                    "ask him to register ours, or to remove allowManagedHooksOnly"));
  }

  private void secondCopies() {
    List<SettingsSurvey.Counting> holders =
        survey.counting().stream().filter(file -> !file.settings().ours().isEmpty()).toList();
    if (holders.size() > 1) {
      add(
          "our hooks are in more than one file: %s"
              .formatted(
                  String.join(", ", holders.stream().map(file -> file.path().toString()).toList())),
          "`mpm-monitord uninstall` with --user, --project or --local takes them out of one");
    }
    if (!holders.isEmpty() && pluginIsOn()) {
      add(
          "our plugin is enabled beside our hooks in " + holders.get(0).path(),
          "`mpm-monitord uninstall` takes them out, and the plugin goes on");
    }
  }

  private boolean pluginIsOn() {
    return survey.counting().stream()
        .flatMap(file -> file.value("enabledPlugins").properties().stream())
        .anyMatch(plugin -> plugin.getKey().startsWith(PLUGIN) && plugin.getValue().asBoolean());
  }

  private void othersMonitor() {
    for (SettingsSurvey.Counting file : survey.counting()) {
      long theirs =
          file.settings().hooks().stream()
              .filter(hook -> hook.origin() == HandlerOrigin.CLAUDE_MPM)
              .count();
      if (theirs > 0) {
        add(
            "%s holds %s of claude-mpm's own monitor"
                .formatted(file.path(), Counted.of(theirs, "hook")),
            "both work side by side; if you want one only, `claude-mpm` takes its own out");
      }
    }
  }

  private void brokenHooks() {
    for (SettingsSurvey.Counting file : survey.counting()) {
      missingPrograms(file);
      otherPorts(file);
      otherTokens(file);
      for (RegisteredHook hook : file.settings().ours()) {
        problem(hook).ifPresent(problem -> add(file.path() + ": " + problem, INSTALL));
      }
    }
  }

  /** As after a move of the installation: one program, and all hooks run it. */
  private void missingPrograms(SettingsSurvey.Counting file) {
    file.settings().ours().stream()
        .map(RegisteredHook::handler)
        .filter(handler -> handler.has("command"))
        .map(Concerns::program)
        .distinct()
        .forEach(program -> requireProgram(program, file.path()));
  }

  private static String program(JsonNode handler) {
    String command = handler.path("command").asText();
    if (handler.path("args").isArray()) {
      return command;
    }
    // HandlerOrigin has let through one program and at most one word.
    String line = command.strip();
    char first = line.charAt(0);
    return first == '\'' || first == '"'
        ? line.substring(1, line.indexOf(first, 1))
        : line.split("\\s", 2)[0];
  }

  private void requireProgram(String program, Path file) {
    if (program.indexOf('/') < 0 && program.indexOf('\\') < 0) {
      if (surroundings.path().find(program).isEmpty()) {
        addFatal(
            "%s: our hooks run %s, which the PATH of this shell does not find"
                .formatted(file, program),
            "add bin/ of the installation to the PATH that Claude Code is started with");
      }
      return;
    }
    // What a variable stands for, or a folder that a session works in, only its shell knows.
    boolean isKnown = program.indexOf('$') < 0 && Path.of(program).isAbsolute();
    if (!isKnown) {
      return;
    }
    Optional<HookObstacle> obstacle = HookObstacle.of(Path.of(program));
    if (obstacle.isPresent()) {
      addFatal(
          "%s: our hooks run %s, which %s".formatted(file, program, obstacle.get().text()),
          obstacle.get() == HookObstacle.NOT_EXECUTABLE ? obstacle.get().remedy() : INSTALL);
    } else {
      InstalledHook.insteadOf(Path.of(program))
          .ifPresent(
              better ->
                  add(
                      "%s: our hooks run %s, and %s does the same in less time"
                          .formatted(file, program, better),
                      INSTALL));
    }
  }

  /** As after a move of the daemon. */
  private void otherPorts(SettingsSurvey.Counting file) {
    file.settings().ours().stream()
        .flatMap(hook -> loopbackPort(hook.handler().path("url").asText()).stream())
        .filter(port -> surroundings.port().filter(daemons -> !daemons.equals(port)).isPresent())
        .distinct()
        .forEach(
            port ->
                addFatal(
                    "%s: our hooks send to port %d, and the daemon's is %d"
                        .formatted(file.path(), port, surroundings.port().orElseThrow()),
                    INSTALL_HTTP));
  }

  private static Optional<Integer> loopbackPort(String url) {
    try {
      URI uri = new URI(url);
      return uri.getHost() != null && DaemonUrl.LOOPBACK.contains(uri.getHost())
          ? Optional.of(uri.getPort())
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** As after a new token was made, or where Claude Code was started without it. */
  private void otherTokens(SettingsSurvey.Counting file) {
    file.settings().ours().stream()
        .filter(hook -> loopbackPort(hook.handler().path("url").asText()).isPresent())
        .map(hook -> hook.handler().path("headers").path("Authorization").asText())
        .filter(shown -> shown.startsWith(BEARER))
        .map(shown -> shown.substring(BEARER.length()))
        .distinct()
        .forEach(shown -> requireToken(shown, file.path()));
  }

  private void requireToken(String shown, Path file) {
    Matcher variable = VARIABLE.matcher(shown);
    if (variable.matches()) {
      requireVariable(variable.group(1), file);
    } else if (shown.indexOf('$') < 0 && isAnother(shown)) {
      addFatal(
          file + ": our hooks show a token that is not the producer token of now",
          INSTALL_HTTP + "; `mpm-monitord restart`, if the daemon is older than the token");
    }
  }

  private void requireVariable(String name, Path file) {
    String export = "export %s=\"$(mpm-monitord token --producer)\"".formatted(name);
    String value = variable(name);
    if (value.isEmpty()) {
      add(
          "%s: our hooks show $%s, which is not set as seen from this shell".formatted(file, name),
          "where Claude Code is started: " + export);
    } else if (isAnother(value)) {
      addFatal(
          "%s: our hooks show $%s, which as seen from this shell is not the producer token of now"
              .formatted(file, name),
          "where Claude Code is started: " + export);
    }
  }

  /** Claude Code's settings may set it, too. */
  private String variable(String name) {
    return survey.counting().stream()
        .map(file -> file.value("env").path(name).asText())
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElseGet(() -> surroundings.environment().getOrDefault(name, ""));
  }

  private boolean isAnother(String shown) {
    return surroundings.token().filter(token -> !token.matches(shown)).isPresent();
  }

  private static Optional<String> problem(RegisteredHook hook) {
    JsonNode handler = hook.handler();
    if (!handler.has("timeout")) {
      return Optional.of(
          "the hook for %s has no timeout; Claude Code would wait for ten minutes"
              .formatted(hook.event()));
    }
    return HookEvents.harm(hook.event())
        .map(harm -> "a hook for %s must not be there: %s".formatted(hook.event(), harm));
  }

  /**
   * Lists of addresses and variables for HTTP hooks: what no list names, is not called or filled.
   */
  private void httpForbidden() {
    for (RegisteredHook hook : survey.ours()) {
      String url = hook.handler().path("url").asText();
      if (!url.isEmpty() && forbidden("allowedHttpHookUrls", url)) {
        add(
            "allowedHttpHookUrls does not allow " + url,
            "add http://127.0.0.1:*, or `mpm-monitord install --mode command`");
        return;
      }
      for (JsonNode variable : hook.handler().path("allowedEnvVars")) {
        if (forbidden("httpHookAllowedEnvVars", variable.asText())) {
          add(
              "httpHookAllowedEnvVars does not allow " + variable.asText(),
              "add it, or `mpm-monitord install --mode command`");
          return;
        }
      }
    }
  }

  private boolean forbidden(String list, String value) {
    List<JsonNode> given =
        survey.counting().stream().map(file -> file.value(list)).filter(JsonNode::isArray).toList();
    return !given.isEmpty()
        && given.stream()
            .flatMap(patterns -> StreamSupport.stream(patterns.spliterator(), false))
            .noneMatch(pattern -> matches(pattern.asText(), value));
  }

  private static boolean matches(String pattern, String value) {
    String[] parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      regex.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
    }
    return value.toLowerCase(Locale.ROOT).matches(regex.toString());
  }
}
