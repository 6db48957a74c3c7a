package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.jsonc.JsoncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What all the settings files that a session reads say, the one with the last word first.
 *
 * @param files those that are there
 */
public record SettingsSurvey(List<Found> files) {

  /** A file that is there. */
  public record Found(SettingsScope scope, Path path, Content content) {}

  /** What is in it. */
  public sealed interface Content {

    record Sound(HookSettings settings) implements Content {}

    /** Claude Code skips it, and so do we. */
    record Broken(String reason) implements Content {}
  }

  public SettingsSurvey {
    files = List.copyOf(files);
  }

  /** Reads them. */
  public static SettingsSurvey of(ClaudeFolders folders) {
    List<Found> files = droppedIn(folders);
    Path users = folders.settings(SettingsScope.USER);
    for (SettingsScope scope : folders.order()) {
      Path path = folders.settings(scope);
      // A session in the user's home has one file for both.
      boolean second = scope != SettingsScope.USER && path.equals(users);
      if (Files.exists(path) && !second) {
        files.add(new Found(scope, path, read(path)));
      }
    }
    return new SettingsSurvey(files);
  }

  private static List<Found> droppedIn(ClaudeFolders folders) {
    List<Found> files = new ArrayList<>();
    try {
      folders
          .droppedIn()
          .forEach(path -> files.add(new Found(SettingsScope.MANAGED, path, read(path))));
    } catch (IOException e) {
      files.add(new Found(SettingsScope.MANAGED, folders.dropIns(), unreadable(e)));
    }
    return files;
  }

  private static Content unreadable(IOException why) {
    return new Content.Broken("cannot be read: " + why.getMessage());
  }

  private static Content read(Path path) {
    try {
      String text = SettingsFile.at(path).read().orElse("{}");
      HookSettings settings = SettingsChange.settings(text);
      settings.requireRead();
      return new Content.Sound(settings);
    } catch (JsoncException e) {
      return new Content.Broken(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return unreadable(e);
    }
  }

  /** A file whose settings count. */
  public record Counting(SettingsScope scope, Path path, HookSettings settings) {

    public JsonNode value(String key) {
      return settings.tree().path(key);
    }
  }

  /** Those that Claude Code can read. */
  public List<Counting> counting() {
    List<Counting> counting = new ArrayList<>();
    for (Found file : files) {
      if (file.content() instanceof Content.Sound sound) {
        counting.add(new Counting(file.scope(), file.path(), sound.settings()));
      }
    }
    return counting;
  }

  /** The first value that a file gives to {@code key}, in the order in which they count. */
  public Optional<JsonNode> value(String key) {
    return counting().stream()
        .map(file -> file.value(key))
        .filter(value -> !value.isMissingNode())
        .findFirst();
  }

  /** Our hooks in all of them. */
  public List<RegisteredHook> ours() {
    return counting().stream().flatMap(file -> file.settings().ours().stream()).toList();
  }
}
