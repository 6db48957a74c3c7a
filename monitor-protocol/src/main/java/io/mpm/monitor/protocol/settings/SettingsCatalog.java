package io.mpm.monitor.protocol.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Every setting there is. {@code docs/configuration.md} is made from this list. */
public final class SettingsCatalog {

  /** Where the daemon listens. The seed's three ways to say it all work. */
  public static final Setting<Integer> PORT =
      new Setting<>(
          "socketio.port",
          List.of("MPM_MONITOR_PORT", "SOCKETIO_PORT", "CLAUDE_MPM_SOCKETIO_PORT"),
          Optional.of("--port"),
          ValueKind.integer(1, 65535),
          "8765",
          "The TCP port on which the daemon listens.");

  /** The address on which the daemon listens. */
  public static final Setting<String> HOST =
      new Setting<>(
          "socketio.host",
          List.of("MPM_MONITOR_HOST", "SOCKETIO_HOST", "CLAUDE_MPM_SOCKETIO_HOST"),
          Optional.empty(),
          ValueKind.loopback(),
          "127.0.0.1",
          "The address on which the daemon listens: this machine's own, and no other.");

  /** The built page. */
  public static final Setting<Path> DASHBOARD =
      new Setting<>(
          "dashboard.folder",
          List.of("MPM_MONITOR_DASHBOARD"),
          Optional.empty(),
          ValueKind.folder(),
          "dashboard",
          "The folder of the page that the daemon serves; a relative one is inside the"
              + " installation.");

  /** The daemon's heap. */
  public static final Setting<Integer> MEMORY =
      new Setting<>(
          "daemon.memory_mb",
          List.of("MPM_MONITOR_MEMORY_MB"),
          Optional.empty(),
          ValueKind.integer(64, 4096),
          "128",
          "The most memory, in megabytes, that the daemon's Java heap may take.");

  /** Whether events outlive the daemon. */
  public static final Setting<Boolean> HISTORY =
      new Setting<>(
          "history.enabled",
          List.of("MPM_MONITOR_HISTORY"),
          Optional.empty(),
          ValueKind.bool(),
          "false",
          "Whether events are kept on disk, in `history.db` in the monitor's home, and so outlive"
              + " the daemon. Without it, the newest are kept in memory.");

  /** How large the history may become. */
  public static final Setting<Integer> HISTORY_SIZE =
      new Setting<>(
          "history.max_mb",
          List.of("MPM_MONITOR_HISTORY_MAX_MB"),
          Optional.empty(),
          ValueKind.integer(64, 100_000),
          "512",
          "How many megabytes of disk the history may take; the oldest events go first.");

  /** How old the history may become. */
  public static final Setting<Integer> HISTORY_AGE =
      new Setting<>(
          "history.max_days",
          List.of("MPM_MONITOR_HISTORY_MAX_DAYS"),
          Optional.empty(),
          ValueKind.integer(1, 3650),
          "30",
          "For how many days the history keeps an event.");

  /** How much is logged. */
  public static final Setting<Boolean> DEBUG =
      new Setting<>(
          "log.debug",
          List.of("MPM_MONITOR_DEBUG", "CLAUDE_MPM_HOOK_DEBUG"),
          Optional.of("--debug"),
          ValueKind.bool(),
          "false",
          "Whether the log tells each step, and errors on the command line come with their stack"
              + " trace.");

  /** All of them, in the order of the reference page. */
  public static final List<Setting<?>> ALL =
      List.of(PORT, HOST, DASHBOARD, MEMORY, HISTORY, HISTORY_SIZE, HISTORY_AGE, DEBUG);

  private SettingsCatalog() {}

  static Optional<Setting<?>> find(String key) {
    return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }
}
