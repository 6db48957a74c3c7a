package io.mpm.monitor.daemon.claude;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where Claude Code looks for its settings.
 *
 * @param user its own folder in the user's home
 * @param project the folder that a session would be started in
 * @param managed the administrator's folder
 */
public record ClaudeFolders(Path user, Path project, Path managed) {

  /** Claude Code's own variable for another user folder. */
  static final String USER_FOLDER = "CLAUDE_CONFIG_DIR";

  /** As a session started in {@code project} with this environment sees them. */
  public static ClaudeFolders of(Map<String, String> environment, Path project, String system) {
    String named = environment.getOrDefault(USER_FOLDER, "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    Path user = named.isEmpty() ? Path.of(home, ".claude") : Path.of(named);
    return new ClaudeFolders(user.toAbsolutePath(), project.toAbsolutePath(), managed(system));
  }

  private static Path managed(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return Path.of("C:\\Program Files\\ClaudeCode");
    }
    return Path.of(
        name.startsWith("mac") ? "/Library/Application Support/ClaudeCode" : "/etc/claude-code");
  }

  /** The settings file of that scope, there or not. */
  public Path settings(SettingsScope scope) {
    return switch (scope) {
      case USER -> user.resolve("settings.json");
      case PROJECT -> project.resolve(".claude").resolve("settings.json");
      case LOCAL -> project.resolve(".claude").resolve("settings.local.json");
      case MANAGED -> managed.resolve("managed-settings.json");
    };
  }

  /** All that a session reads, the one that has the last word first. */
  public List<SettingsScope> order() {
    return List.of(
        SettingsScope.MANAGED, SettingsScope.LOCAL, SettingsScope.PROJECT, SettingsScope.USER);
  }
}
