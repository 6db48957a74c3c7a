package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Looks through Claude Code's settings for what does not go well with our hooks. */
public final class Concerns {

  /** What our plugin is called, before the name of where it came from. */
  private static final String PLUGIN = "mpm-monitor@";

  private static final String INSTALL = "`mpm-monitord install` writes them anew";

  private final SettingsSurvey survey;
  private final List<Concern> concerns = new ArrayList<>();

  private Concerns(SettingsSurvey survey) {
    this.survey = survey;
  }

  /** All that there is to say, in no order of weight. */
  public static List<Concern> of(SettingsSurvey survey) {
    Concerns found = new Concerns(survey);
    found.brokenFiles();
    found.hooksSwitchedOff();
    found.secondCopies();
    found.othersMonitor();
    found.brokenHooks();
    found.httpForbidden();
    return List.copyOf(found.concerns);
  }

  private void add(String problem, String remedy) {
    concerns.add(new Concern(problem, remedy));
  }

  private void brokenFiles() {
    for (SettingsSurvey.Found file : survey.files()) {
      if (file.content() instanceof SettingsSurvey.Content.Broken broken) {
        add(file.path() + ": " + broken.reason(), "repair it; Claude Code skips the whole file");
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
            "%d hooks of claude-mpm's own monitor are in %s".formatted(theirs, file.path()),
            "both work side by side; if you want one only, `claude-mpm` takes its own out");
      }
    }
  }

  private void brokenHooks() {
    for (SettingsSurvey.Counting file : survey.counting()) {
      missingPrograms(file);
      for (RegisteredHook hook : file.settings().ours()) {
        problem(hook).ifPresent(problem -> add(file.path() + ": " + problem, INSTALL));
      }
    }
  }

  /** As after a move of the installation: one program, and all hooks run it. */
  private void missingPrograms(SettingsSurvey.Counting file) {
    file.settings().ours().stream()
        .map(RegisteredHook::handler)
        .filter(handler -> handler.path("args").isArray())
        .map(handler -> handler.path("command").asText())
        .filter(program -> Path.of(program).isAbsolute())
        .filter(program -> !Files.isExecutable(Path.of(program)))
        .distinct()
        .forEach(
            program ->
                add(
                    "%s: our hooks run %s, which is not there".formatted(file.path(), program),
                    INSTALL));
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
