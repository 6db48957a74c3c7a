package io.mpm.monitor.protocol.settings;

import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.home.DaemonUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Every setting there is; the last words of each say what it does. {@code docs/configuration.md} is
 * made from this list.
 */
public final class SettingsCatalog {

  public static final Setting<Integer> PORT =
      new Setting<>(
          "socketio.port",
          // The seed's three ways to say it all work.
          List.of("MPM_MONITOR_PORT", "SOCKETIO_PORT", "CLAUDE_MPM_SOCKETIO_PORT"),
          Optional.of("--port"),
          ValueKind.integer(1, 65535),
          "8765",
          Effect.RESTART,
          "The TCP port on which the daemon listens.");

  public static final Setting<String> HOST =
      new Setting<>(
          "socketio.host",
          List.of("MPM_MONITOR_HOST", "SOCKETIO_HOST", "CLAUDE_MPM_SOCKETIO_HOST"),
          Optional.empty(),
          ValueKind.loopback(),
          "127.0.0.1",
          Effect.RESTART,
          "The address on which the daemon listens: this machine's own, and no other.");

  public static final Setting<Optional<Path>> SOCKET =
      new Setting<>(
          "socketio.socket",
          List.of("MPM_MONITOR_SOCKET"),
          Optional.empty(),
          ValueKind.optional(ValueKind.file()),
          "",
          Effect.RESTART,
          "A Unix socket that leads to the daemon too, for a container that has it mounted.");

  public static final Setting<List<String>> TUNNELS =
      new Setting<>(
          "socketio.tunnels",
          List.of("MPM_MONITOR_TUNNELS"),
          Optional.empty(),
          ValueKind.hosts(),
          "",
          Effect.RESTART,
          "Under which other names a browser or a proxy reaches the daemon through a tunnel.");

  public static final Setting<Path> DASHBOARD =
      new Setting<>(
          "dashboard.folder",
          List.of("MPM_MONITOR_DASHBOARD"),
          Optional.empty(),
          ValueKind.folder(),
          "dashboard",
          Effect.RESTART,
          "The folder of the page that the daemon serves; a relative one is inside the"
              + " installation.");

  public static final Setting<Integer> MEMORY =
      new Setting<>(
          "daemon.memory_mb",
          List.of("MPM_MONITOR_MEMORY_MB"),
          Optional.empty(),
          ValueKind.integer(64, 4096),
          "128",
          Effect.RESTART,
          "The most memory, in megabytes, that the daemon's Java heap may take. A tenth as"
              + " much, beside it, holds events; half of that, in it, what is known of sessions.");

  public static final Setting<Boolean> HISTORY =
      new Setting<>(
          "history.enabled",
          List.of("MPM_MONITOR_HISTORY"),
          Optional.empty(),
          ValueKind.bool(),
          "false",
          Effect.RESTART,
          "Whether events are kept on disk, in `history.db` in the monitor's home, and so outlive"
              + " the daemon. Without it, the newest are kept in memory.");

  public static final Setting<Integer> HISTORY_SIZE =
      new Setting<>(
          "history.max_mb",
          List.of("MPM_MONITOR_HISTORY_MAX_MB"),
          Optional.empty(),
          ValueKind.integer(64, 100_000),
          "512",
          Effect.RESTART,
          "How many megabytes of disk the history may take; the oldest events go first.");

  public static final Setting<Integer> HISTORY_AGE =
      new Setting<>(
          "history.max_days",
          List.of("MPM_MONITOR_HISTORY_MAX_DAYS"),
          Optional.empty(),
          ValueKind.integer(1, 3650),
          "30",
          Effect.RESTART,
          "For how many days the history keeps an event.");

  public static final Setting<Boolean> TOKENS =
      new Setting<>(
          "tokens.enabled",
          List.of("MPM_MONITOR_TOKENS"),
          Optional.empty(),
          ValueKind.bool(),
          "true",
          Effect.RESTART,
          "Whether the daemon counts tokens, and estimates their cost, from the transcripts that"
              + " Claude Code keeps.");

  public static final Setting<Integer> SPOOL_MEGABYTES =
      new Setting<>(
          "proxy.spool_max_mb",
          List.of("MPM_MONITOR_PROXY_SPOOL_MAX_MB"),
          Optional.empty(),
          ValueKind.integer(1, 1048576),
          "256",
          Effect.NEXT_PROXY,
          "How many megabytes of events may wait while no daemon takes them; beyond, the oldest are dropped.");

  public static final Setting<Integer> SPOOL_EVENTS =
      new Setting<>(
          "proxy.spool_max_events",
          List.of("MPM_MONITOR_PROXY_SPOOL_MAX_EVENTS"),
          Optional.empty(),
          ValueKind.integer(1, 10000000),
          "200000",
          Effect.NEXT_PROXY,
          "How many events may wait.");

  public static final Setting<Integer> SPOOL_DAYS =
      new Setting<>(
          "proxy.spool_max_days",
          List.of("MPM_MONITOR_PROXY_SPOOL_MAX_DAYS"),
          Optional.empty(),
          ValueKind.integer(1, 365),
          "3",
          Effect.NEXT_PROXY,
          "How many days an event may wait.");

  public static final Setting<Integer> BATCH_EVENTS =
      new Setting<>(
          "proxy.batch_events",
          List.of("MPM_MONITOR_PROXY_BATCH_EVENTS"),
          Optional.empty(),
          ValueKind.integer(1, 10000),
          "256",
          Effect.NEXT_PROXY,
          "How many events go to the daemon at once.");

  public static final Setting<Integer> BATCH_KILOBYTES =
      new Setting<>(
          "proxy.batch_kb",
          List.of("MPM_MONITOR_PROXY_BATCH_KB"),
          Optional.empty(),
          ValueKind.integer(1, 8192),
          "1024",
          Effect.NEXT_PROXY,
          "How many kilobytes go to the daemon at once; one event alone may have more.");

  public static final Setting<Integer> EVENT_KILOBYTES =
      new Setting<>(
          "proxy.event_max_kb",
          List.of("MPM_MONITOR_PROXY_EVENT_MAX_KB"),
          Optional.empty(),
          ValueKind.integer(512, 8192),
          "1024",
          Effect.NEXT_PROXY,
          "How many kilobytes one event may have; a longer one loses the ends of its long texts.");

  public static final Setting<Integer> IDLE_MINUTES =
      new Setting<>(
          "proxy.idle_minutes",
          List.of("MPM_MONITOR_PROXY_IDLE_MINUTES"),
          Optional.empty(),
          ValueKind.integer(1, 525600),
          "30",
          Effect.NEXT_PROXY,
          "After how many minutes without events the proxy ends; the next event starts it.");

  public static final Setting<Integer> ACK_TIMEOUT =
      new Setting<>(
          "proxy.ack_timeout_ms",
          List.of("MPM_MONITOR_PROXY_ACK_TIMEOUT_MS"),
          Optional.empty(),
          ValueKind.integer(2 * Protocol.MAX_HOLD_MILLIS, 300000),
          "5000",
          Effect.NEXT_PROXY,
          "How many milliseconds the daemon may take to let the proxy in, and to acknowledge a batch.");

  public static final Setting<Integer> BREAKER_FAILURES =
      new Setting<>(
          "proxy.breaker_failures",
          List.of("MPM_MONITOR_PROXY_BREAKER_FAILURES"),
          Optional.empty(),
          ValueKind.integer(1, 1000),
          "5",
          Effect.NEXT_PROXY,
          "After how many failures in a row the proxy leaves the daemon in peace for a while.");

  public static final Setting<Optional<DaemonUrl>> PROXY_URL =
      new Setting<>(
          "proxy.url",
          List.of("MPM_MONITOR_URL"),
          Optional.empty(),
          ValueKind.optional(ValueKind.address()),
          "",
          Effect.NEXT_PROXY,
          "Where the proxy finds the daemon when it is not this home's: a forwarded port, or a mounted"
              + " socket.");

  public static final Setting<Optional<Path>> PROXY_TOKEN_FILE =
      new Setting<>(
          "proxy.token_file",
          List.of("MPM_MONITOR_TOKEN_FILE"),
          Optional.empty(),
          ValueKind.optional(ValueKind.file()),
          "",
          Effect.NEXT_PROXY,
          "The file with the token for that daemon; MPM_MONITOR_TOKEN may hold the token itself.");

  public static final Setting<Boolean> REDACTION =
      new Setting<>(
          "redaction.enabled",
          List.of("MPM_MONITOR_REDACTION_ENABLED"),
          Optional.empty(),
          ValueKind.bool(),
          "true",
          Effect.NEXT_PROXY,
          "Whether secrets are taken out of events and files, and long texts of events cut.");

  public static final Setting<List<String>> REDACTION_RULES =
      new Setting<>(
          "redaction.rules",
          List.of("MPM_MONITOR_REDACTION_RULES"),
          Optional.empty(),
          ValueKind.lines("lines of a name (a-z, 0-9 and -) and an RE2 pattern, or nothing"),
          "",
          Effect.NEXT_PROXY,
          "Secrets of your own: the pattern's first group, or all of it, is taken out.");

  public static final Setting<List<String>> REDACTION_ALLOW =
      new Setting<>(
          "redaction.allow",
          List.of("MPM_MONITOR_REDACTION_ALLOW"),
          Optional.empty(),
          ValueKind.lines("lines of one RE2 pattern, or nothing"),
          "",
          Effect.NEXT_PROXY,
          "What is no secret though it looks like one: findings that a pattern matches stay.");

  public static final Setting<Boolean> DEBUG =
      new Setting<>(
          "log.debug",
          List.of("MPM_MONITOR_DEBUG", "CLAUDE_MPM_HOOK_DEBUG"),
          Optional.of("--debug"),
          ValueKind.bool(),
          "false",
          Effect.AT_ONCE,
          "Whether the log tells each step, and errors on the command line come with their stack"
              + " trace.");

  /** All settings, in the order of the reference page. */
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
