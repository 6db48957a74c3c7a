package io.mpm.monitor.protocol.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of every setting in the catalog, and where each was found: flag before environment
 * before file before default. A value that is overruled must still be a good one: it counts as soon
 * as the flag is left out.
 */
public final class Settings {

  private record Found(String text, Object value, Origin origin) {}

  private record Candidate(Origin origin, String text) {}

  private final Map<String, Found> found;

  private Settings(Map<String, Found> found) {
    this.found = found;
  }

  /**
   * Finds all values.
   *
   * @param flags what the command line says, by option ({@code --port}); only what it does say
   * @param environment the process's; empty variables count as not set
   * @param file {@code config.yaml}; it need not exist
   * @throws InvalidSettingsException when the file cannot be read, has a key that is not in the
   *     catalog, or a value is not allowed
   */
  public static Settings resolve(
      Map<String, String> flags, Map<String, String> environment, Path file)
      throws InvalidSettingsException {
    Map<String, Found> found = new LinkedHashMap<>();
    List<InvalidSettingsException> problems = read(flags, environment, file, found);
    if (!problems.isEmpty()) {
      throw problems.get(0);
    }
    return new Settings(found);
  }

  /**
   * As {@link #resolve}, with the default in the place of each value that is not allowed: for
   * whoever looks for what else is wrong.
   */
  public static Settings lenient(
      Map<String, String> flags, Map<String, String> environment, Path file) {
    Map<String, Found> found = new LinkedHashMap<>();
    read(flags, environment, file, found);
    for (Setting<?> setting : SettingsCatalog.ALL) {
      found.computeIfAbsent(setting.key(), key -> byDefault(setting));
    }
    return new Settings(found);
  }

  private static Found byDefault(Setting<?> setting) {
    Object value = setting.kind().parse(setting.defaultText()).orElseThrow();
    return new Found(setting.defaultText(), value, new Origin.Default());
  }

  /**
   * All that {@link #resolve} would refuse these settings for, in its order; empty when nothing.
   */
  public static List<String> problems(
      Map<String, String> flags, Map<String, String> environment, Path file) {
    return read(flags, environment, file, new LinkedHashMap<>()).stream()
        .map(problem -> String.valueOf(problem.getMessage()))
        .toList();
  }

  private static List<InvalidSettingsException> read(
      Map<String, String> flags,
      Map<String, String> environment,
      Path file,
      Map<String, Found> found) {
    List<InvalidSettingsException> problems = new ArrayList<>();
    Map<String, ConfigFile.Entry> entries = Map.of();
    try {
      entries = ConfigFile.read(file);
    } catch (InvalidSettingsException e) {
      problems.add(e);
    }
    for (ConfigFile.Entry entry : entries.values()) {
      if (SettingsCatalog.find(entry.key()).isEmpty() && !isEmptySection(entry)) {
        problems.add(unknownKey(entry, file));
      }
    }
    for (Setting<?> setting : SettingsCatalog.ALL) {
      try {
        found.put(setting.key(), find(setting, flags, environment, entries, file));
      } catch (InvalidSettingsException e) {
        problems.add(e);
      }
    }
    return problems;
  }

  private static Found find(
      Setting<?> setting,
      Map<String, String> flags,
      Map<String, String> environment,
      Map<String, ConfigFile.Entry> entries,
      Path file)
      throws InvalidSettingsException {
    List<Candidate> candidates = new ArrayList<>();
    setting
        .option()
        .filter(flags::containsKey)
        .ifPresent(
            option ->
                candidates.add(
                    new Candidate(new Origin.Flag(option), flags.getOrDefault(option, ""))));
    for (String variable : setting.variables()) {
      String text = environment.getOrDefault(variable, "");
      if (!text.isBlank()) {
        candidates.add(new Candidate(new Origin.Variable(variable), text));
      }
    }
    ConfigFile.Entry entry = entries.get(setting.key());
    if (entry != null) {
      candidates.add(new Candidate(new Origin.FileLine(file, entry.line()), entry.text()));
    }
    candidates.add(new Candidate(new Origin.Default(), setting.defaultText()));
    return first(setting, candidates);
  }

  private static Found first(Setting<?> setting, List<Candidate> candidates)
      throws InvalidSettingsException {
    Found first = null;
    for (Candidate candidate : candidates) {
      Object value = setting.kind().parse(candidate.text()).orElse(null);
      if (value == null) {
        throw InvalidSettingsException.value(setting, candidate.text(), candidate.origin());
      }
      if (first == null) {
        first = new Found(candidate.text().strip(), value, candidate.origin());
      }
    }
    if (first == null) {
      throw new IllegalStateException(setting.key() + " has no default");
    }
    return first;
  }

  /** A heading whose settings are all commented out. */
  private static boolean isEmptySection(ConfigFile.Entry entry) {
    return entry.text().isEmpty()
        && SettingsCatalog.ALL.stream()
            .anyMatch(setting -> setting.key().startsWith(entry.key() + "."));
  }

  private static InvalidSettingsException unknownKey(ConfigFile.Entry entry, Path file) {
    return new InvalidSettingsException(
        "%s line %d: there is no setting \"%s\"; did you mean %s?"
            .formatted(
                file,
                entry.line(),
                entry.key(),
                NearestName.of(
                    entry.key(), SettingsCatalog.ALL.stream().map(Setting::key).toList())));
  }

  /** The value of {@code setting}. */
  @SuppressWarnings("unchecked") // its own kind parsed it
  public <T> T get(Setting<T> setting) {
    return (T) of(setting).value();
  }

  /** The value of {@code setting} as it was written. */
  public String text(Setting<?> setting) {
    return of(setting).text();
  }

  /** Where the value of {@code setting} was found. */
  public Origin origin(Setting<?> setting) {
    return of(setting).origin();
  }

  /** Whether somebody set {@code setting}. */
  public boolean isSet(Setting<?> setting) {
    return !(origin(setting) instanceof Origin.Default);
  }

  private Found of(Setting<?> setting) {
    Found value = found.get(setting.key());
    if (value == null) {
      throw new IllegalArgumentException(setting.key() + " is not in the catalog");
    }
    return value;
  }
}
