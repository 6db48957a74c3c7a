package io.mpm.monitor.protocol.settings;

import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.home.DaemonUrl;
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

  /** The way in for those who share a folder with us and no network. */
  public static final Setting<Optional<Path>> SOCKET =
      new Setting<>(
          "socketio.socket",
          List.of("MPM_MONITOR_SOCKET"),
          Optional.empty(),
          ValueKind.optional(ValueKind.file()),
          "",
          "A Unix socket that leads to the daemon too, for a container that has it mounted.");

  /** The names of a tunnel's other end. */
  public static final Setting<List<String>> TUNNELS =
      new Setting<>(
          "socketio.tunnels",
          List.of("MPM_MONITOR_TUNNELS"),
          Optional.empty(),
          ValueKind.hosts(),
          "",
          "Under which other names a browser or a proxy reaches the daemon through a tunnel.");

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
          "The most memory, in megabytes, that the daemon's Java heap may take. A tenth as"
              + " much, beside it, holds events; half of that, in it, what is known of sessions.");

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

  /** Whether transcripts are read. */
  public static final Setting<Boolean> TOKENS =
      new Setting<>(
          "tokens.enabled",
          List.of("MPM_MONITOR_TOKENS"),
          Optional.empty(),
          ValueKind.bool(),
          "true",
          "Whether the daemon counts tokens, and estimates their cost, from the transcripts that"
              + " Claude Code keeps.");

  /**
   * How many megabytes of events may wait while no daemon takes them; beyond, the oldest are
   * dropped.
   */
  public static final Setting<Integer> SPOOL_MEGABYTES =
      new Setting<>(
          "proxy.spool_max_mb",
          List.of("MPM_MONITOR_PROXY_SPOOL_MAX_MB"),
          Optional.empty(),
          ValueKind.integer(1, 1048576),
          "256",
          "How many megabytes of events may wait while no daemon takes them; beyond, the oldest are dropped.");

  /** How many events may wait. */
  public static final Setting<Integer> SPOOL_EVENTS =
      new Setting<>(
          "proxy.spool_max_events",
          List.of("MPM_MONITOR_PROXY_SPOOL_MAX_EVENTS"),
          Optional.empty(),
          ValueKind.integer(1, 10000000),
          "200000",
          "How many events may wait.");

  /** How many days an event may wait. */
  public static final Setting<Integer> SPOOL_DAYS =
      new Setting<>(
          "proxy.spool_max_days",
          List.of("MPM_MONITOR_PROXY_SPOOL_MAX_DAYS"),
          Optional.empty(),
          ValueKind.integer(1, 365),
          "3",
          "How many days an event may wait.");

  /** How many events go to the daemon at once. */
  public static final Setting<Integer> BATCH_EVENTS =
      new Setting<>(
          "proxy.batch_events",
          List.of("MPM_MONITOR_PROXY_BATCH_EVENTS"),
          Optional.empty(),
          ValueKind.integer(1, 10000),
          "256",
          "How many events go to the daemon at once.");

  /** How many kilobytes go to the daemon at once; one event alone may have more. */
  public static final Setting<Integer> BATCH_KILOBYTES =
      new Setting<>(
          "proxy.batch_kb",
          List.of("MPM_MONITOR_PROXY_BATCH_KB"),
          Optional.empty(),
          ValueKind.integer(1, 8192),
          "1024",
          "How many kilobytes go to the daemon at once; one event alone may have more.");

  /** How many kilobytes one event may have; a longer one loses the ends of its long texts. */
  public static final Setting<Integer> EVENT_KILOBYTES =
      new Setting<>(
          "proxy.event_max_kb",
          List.of("MPM_MONITOR_PROXY_EVENT_MAX_KB"),
          Optional.empty(),
          ValueKind.integer(512, 8192),
          "1024",
          "How many kilobytes one event may have; a longer one loses the ends of its long texts.");

  /** After how many minutes without events the proxy ends; the next event starts it. */
  public static final Setting<Integer> IDLE_MINUTES =
      new Setting<>(
          "proxy.idle_minutes",
          List.of("MPM_MONITOR_PROXY_IDLE_MINUTES"),
          Optional.empty(),
          ValueKind.integer(1, 525600),
          "30",
          "After how many minutes without events the proxy ends; the next event starts it.");

  /** How many milliseconds the daemon may take to let the proxy in, and to acknowledge a batch. */
  public static final Setting<Integer> ACK_TIMEOUT =
      new Setting<>(
          "proxy.ack_timeout_ms",
          List.of("MPM_MONITOR_PROXY_ACK_TIMEOUT_MS"),
          Optional.empty(),
          ValueKind.integer(2 * Protocol.MAX_HOLD_MILLIS, 300000),
          "5000",
          "How many milliseconds the daemon may take to let the proxy in, and to acknowledge a batch.");

  /** After how many failures in a row the proxy leaves the daemon in peace for a while. */
  public static final Setting<Integer> BREAKER_FAILURES =
      new Setting<>(
          "proxy.breaker_failures",
          List.of("MPM_MONITOR_PROXY_BREAKER_FAILURES"),
          Optional.empty(),
          ValueKind.integer(1, 1000),
          "5",
          "After how many failures in a row the proxy leaves the daemon in peace for a while.");

  /** Another daemon than this home's. */
  public static final Setting<Optional<DaemonUrl>> PROXY_URL =
      new Setting<>(
          "proxy.url",
          List.of("MPM_MONITOR_URL"),
          Optional.empty(),
          ValueKind.optional(ValueKind.address()),
          "",
          "Where the proxy finds the daemon when it is not this home's: a forwarded port, or a mounted"
              + " socket.");

  /** What that daemon knows us by. */
  public static final Setting<Optional<Path>> PROXY_TOKEN_FILE =
      new Setting<>(
          "proxy.token_file",
          List.of("MPM_MONITOR_TOKEN_FILE"),
          Optional.empty(),
          ValueKind.optional(ValueKind.file()),
          "",
          "The file with the token for that daemon; MPM_MONITOR_TOKEN may hold the token itself.");

  /** Whether secrets are taken out. */
  public static final Setting<Boolean> REDACTION =
      new Setting<>(
          "redaction.enabled",
          List.of("MPM_MONITOR_REDACTION_ENABLED"),
          Optional.empty(),
          ValueKind.bool(),
          "true",
          "Whether secrets are taken out of events and files, and long texts of events cut.");

  /** More kinds of secrets. */
  public static final Setting<List<String>> REDACTION_RULES =
      new Setting<>(
          "redaction.rules",
          List.of("MPM_MONITOR_REDACTION_RULES"),
          Optional.empty(),
          ValueKind.lines("lines of a name (a-z, 0-9 and -) and an RE2 pattern, or nothing"),
          "",
          "Secrets of your own: the pattern's first group, or all of it, is taken out.");

  /** What is no secret. */
  public static final Setting<List<String>> REDACTION_ALLOW =
      new Setting<>(
          "redaction.allow",
          List.of("MPM_MONITOR_REDACTION_ALLOW"),
          Optional.empty(),
          ValueKind.lines("lines of one RE2 pattern, or nothing"),
          "",
          "What is no secret though it looks like one: findings that a pattern matches stay.");

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
      List.of(
          PORT,
          HOST,
          SOCKET,
          TUNNELS,
          DASHBOARD,
          MEMORY,
          HISTORY,
          HISTORY_SIZE,
          HISTORY_AGE,
          TOKENS,
          SPOOL_MEGABYTES,
          SPOOL_EVENTS,
          SPOOL_DAYS,
          BATCH_EVENTS,
          BATCH_KILOBYTES,
          EVENT_KILOBYTES,
          IDLE_MINUTES,
          ACK_TIMEOUT,
          BREAKER_FAILURES,
          PROXY_URL,
          PROXY_TOKEN_FILE,
          REDACTION,
          REDACTION_RULES,
          REDACTION_ALLOW,
          DEBUG);

  private SettingsCatalog() {}

  static Optional<Setting<?>> find(String key) {
    return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }
}
