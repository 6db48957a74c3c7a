package io.mpm.monitor.daemon.claude;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where Claude Code looks for its settings.
 *
 * @param user its own folder in the user's home
 * @param project the folder that a session would be started in
 * @param managed the administrator's folder
 */
public record ClaudeFolders(Path user, Path project, Path managed) {

  /** Claude Code's own variable for another user folder. */
  public static final String USER_FOLDER = "CLAUDE_CONFIG_DIR";

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

  /** Where the administrator may leave more files beside his own. */
  public Path dropIns() {
    return managed.resolve("managed-settings.d");
  }

  /**
   * The files there that count, the one with the last word first: Claude Code lays them over the
   * administrator's own in the order of their names, hidden ones aside.
   *
   * @throws IOException when the folder is there and cannot be listed
   */
  public List<Path> droppedIn() throws IOException {
    try (Stream<Path> files = Files.list(dropIns())) {
      return files
          .filter(ClaudeFolders::counts)
          .sorted(Comparator.comparing(ClaudeFolders::name).reversed())
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }

  private static boolean counts(Path file) {
    return name(file).endsWith(".json")
        && !name(file).startsWith(".")
        && (Files.isSymbolicLink(file) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
  }

  /** As text, because paths of Windows compare without regard to case. */
  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** All that a session reads, the one that has the last word first. */
  public List<SettingsScope> order() {
    return List.of(
        SettingsScope.MANAGED, SettingsScope.LOCAL, SettingsScope.PROJECT, SettingsScope.USER);
  }
}
