package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.store.SqliteStore;
import io.mpm.monitor.daemon.system.ErrorText;
import io.mpm.monitor.daemon.tunnel.UnixDoor;
import io.mpm.monitor.daemon.usage.PriceFile;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.settings.Setting;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a daemon could start: asked before one that runs is ended for it, and by whoever checks
 * the settings. Changes nothing.
 *
 * @param install where the distribution is unpacked
 */
public record Readiness(MonitorHome home, Path install, Map<String, String> environment) {

  /** More than a start writes down before it listens. */
  private static final int START_BYTES = 64 << 10;

  /**
   * Everything in the settings and the files beside them that would keep a daemon or a proxy from
   * starting; empty when nothing would.
   */
  public List<String> problems() {
    List<String> problems =
        new ArrayList<>(Settings.problems(Map.of(), environment, home.config()));
    Settings sound = Settings.lenient(Map.of(), environment, home.config());
    problems.addAll(obstacles(sound));
    proxyToken(sound).ifPresent(problems::add);
    return problems;
  }

  /**
   * Everything that would keep a daemon with these settings from starting, but for its port: that
   * may be its predecessor's.
   */
  public List<String> obstacles(Settings settings) {
    return Stream.of(
            usableHome(),
            dashboard(settings),
            socket(settings),
            redaction(settings),
            prices(settings),
            history(settings))
        .flatMap(Optional::stream)
        .map(problem -> problem.strip().replaceAll("\\s*\\R\\s*", " "))
        .toList();
  }

  /**
   * What else would keep it from starting in the place of a daemon that runs: a disk that takes
   * nothing, and damage further on in the history. Writes a file for a moment, and reads what a
   * start would read; so only for who is about to end that daemon.
   */
  public List<String> obstaclesToSucceeding(Settings settings) {
    return Stream.of(
            problemOf(this::tryTheDisk),
            settings.get(SettingsCatalog.HISTORY)
                ? problemOf(() -> SqliteStore.requireReadable(home.history()))
                : Optional.<String>empty())
        .flatMap(Optional::stream)
        .toList();
  }

  private void tryTheDisk() throws IOException {
    if (!Files.isDirectory(home.run())) {
      return;
    }
    Path trial = Files.createTempFile(home.run(), ".room", "");
    try {
      Files.write(trial, new byte[START_BYTES]);
    } catch (IOException e) {
      throw new IOException(
          "the disk of %s takes nothing: %s".formatted(home.root(), e.getMessage()), e);
    } finally {
      Files.delete(trial);
    }
  }

  /** Where events go when this home's daemon is not meant; bad settings name nobody. */
  public Optional<DaemonUrl> elsewhere() {
    return Settings.lenient(Map.of(), environment, home.config()).get(SettingsCatalog.PROXY_URL);
  }

  private Optional<String> usableHome() {
    return problemOf(home::requireUsable);
  }

  /** What is wrong with the folder of the page; empty when nothing is. */
  public Optional<String> dashboard(Settings settings) {
    Path folder = install.resolve(settings.get(SettingsCatalog.DASHBOARD));
    return !settings.isSet(SettingsCatalog.DASHBOARD) || Files.isDirectory(folder)
        ? Optional.empty()
        : Optional.of(about(SettingsCatalog.DASHBOARD, settings, folder + " is no folder"));
  }

  private static Optional<String> socket(Settings settings) {
    return settings
        .get(SettingsCatalog.SOCKET)
        .flatMap(socket -> UnixDoor.obstacle(socket).map(why -> socket + " " + why))
        .map(problem -> about(SettingsCatalog.SOCKET, settings, problem));
  }

  private static Optional<String> redaction(Settings settings) {
    try {
      RedactionSettings.of(settings);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      Setting<?> setting =
          settings.isSet(SettingsCatalog.REDACTION_RULES)
              ? SettingsCatalog.REDACTION_RULES
              : SettingsCatalog.REDACTION_ALLOW;
      return Optional.of(about(setting, settings, String.valueOf(e.getMessage())));
    }
  }

  private Optional<String> prices(Settings settings) {
    return settings.get(SettingsCatalog.TOKENS)
        ? problemOf(() -> PriceFile.read(home.prices()))
        : Optional.empty();
  }

  private Optional<String> history(Settings settings) {
    return settings.get(SettingsCatalog.HISTORY)
        ? problemOf(() -> SqliteStore.requireUsable(home.history()))
        : Optional.empty();
  }

  /** Read by the proxy, and only when the environment holds no token. */
  private Optional<String> proxyToken(Settings settings) {
    Optional<Path> file = settings.get(SettingsCatalog.PROXY_TOKEN_FILE);
    if (file.isEmpty() || !environment.getOrDefault(AccessToken.VARIABLE, "").isBlank()) {
      return Optional.empty();
    }
    return problemOf(() -> AccessToken.read(file.get()))
        .map(problem -> about(SettingsCatalog.PROXY_TOKEN_FILE, settings, problem));
  }

  private static String about(Setting<?> setting, Settings settings, String problem) {
    return "%s (%s): %s".formatted(setting.key(), settings.origin(setting), problem);
  }

  private interface Look {
    void take() throws IOException;
  }

  private static Optional<String> problemOf(Look look) {
    try {
      look.take();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(ErrorText.of(e).orElseGet(() -> String.valueOf(e.getMessage())));
    }
  }
}
