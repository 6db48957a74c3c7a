package io.mpm.monitor.protocol.event;

import static io.mpm.monitor.protocol.event.Category.AGENT;
import static io.mpm.monitor.protocol.event.Category.CONFIG;
import static io.mpm.monitor.protocol.event.Category.MEMORY;
import static io.mpm.monitor.protocol.event.Category.NOTIFICATION;
import static io.mpm.monitor.protocol.event.Category.PERMISSION;
import static io.mpm.monitor.protocol.event.Category.PROMPT;
import static io.mpm.monitor.protocol.event.Category.SESSION;
import static io.mpm.monitor.protocol.event.Category.SYSTEM;
import static io.mpm.monitor.protocol.event.Category.TASK;
import static io.mpm.monitor.protocol.event.Category.TOOL;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table of every hook event known today, and of what claude-mpm publishes beside them. {@code
 * docs/protocol.md} shows it; an event that is not in it passes all the same.
 */
public final class EventKinds {

  /** All kinds, in the order in which a session meets them. */
  public static final List<EventKind> ALL =
      List.of(
          new EventKind("SessionStart", "session.start", SESSION),
          new EventKind("SessionEnd", "session.end", SESSION),
          kind("Setup", SESSION),
          new EventKind("InstructionsLoaded", "memory:loaded", MEMORY),
          new EventKind("UserPromptSubmit", "hook.user_prompt", PROMPT),
          kind("UserPromptExpansion", PROMPT),
          kind("MessageDisplay", SESSION),
          new EventKind("PreToolUse", "hook.pre_tool", TOOL),
          new EventKind("PostToolUse", "hook.post_tool", TOOL),
          kind("PostToolUseFailure", TOOL),
          kind("PostToolBatch", TOOL),
          kind("PermissionRequest", PERMISSION),
          kind("PermissionDenied", PERMISSION),
          kind("Notification", NOTIFICATION),
          kind("Elicitation", NOTIFICATION),
          kind("ElicitationResult", NOTIFICATION),
          kind("SubagentStart", AGENT),
          kind("SubagentStop", AGENT),
          kind("TeammateIdle", AGENT),
          kind("TaskCreated", TASK),
          kind("TaskCompleted", TASK),
          kind("Stop", SESSION),
          kind("StopFailure", SESSION),
          kind("PreCompact", SESSION),
          kind("PostCompact", SESSION),
          kind("PreModelSwitch", CONFIG),
          kind("PostModelSwitch", CONFIG),
          kind("ConfigChange", CONFIG),
          kind("CwdChanged", CONFIG),
          kind("DirectoryAdded", CONFIG),
          kind("FileChanged", SYSTEM),
          kind("WorktreeCreate", SYSTEM),
          kind("WorktreeRemove", SYSTEM));

  /**
   * What claude-mpm's own processes publish, and the older names that its page listens to. Those
   * that say what a hook says too have its name.
   */
  public static final List<EventKind> SEED =
      List.of(
          new EventKind("", "memory:created", MEMORY),
          new EventKind("", "memory:updated", MEMORY),
          new EventKind("", "memory:injected", MEMORY),
          new EventKind("", "agent.delegation", AGENT),
          new EventKind("", "todo.update", TASK),
          new EventKind("", "ticket.created", TASK),
          new EventKind("", "claude.status", SYSTEM),
          new EventKind("", "claude.output", SYSTEM),
          new EventKind("", "system.status", SYSTEM),
          new EventKind("SessionStart", "session.started", SESSION),
          new EventKind("SessionEnd", "session.ended", SESSION),
          new EventKind("PreToolUse", "hook.pre", TOOL),
          new EventKind("PostToolUse", "hook.post", TOOL),
          new EventKind("", "agent.loaded", AGENT),
          new EventKind("", "agent.executed", AGENT),
          new EventKind("", "memory.operation", MEMORY),
          new EventKind("", "todo.updated", TASK),
          new EventKind("", "claude.request", SYSTEM),
          new EventKind("", "claude.response", SYSTEM),
          new EventKind("", "log.entry", SYSTEM));

  /** What the proxy says of itself in the shape of a hook: it had to drop events. */
  private static final EventKind EVENTS_DROPPED =
      new EventKind("EventsDropped", "monitor.events_dropped", SYSTEM);

  /** What a hook is tried out with. It belongs to no session. */
  private static final EventKind MONITOR_TEST =
      new EventKind("MonitorTest", "monitor.test", SYSTEM);

  /** Nothing was heard of a session for so long that it is not believed to be at work. */
  public static final EventKind SESSION_SILENT =
      new EventKind("SessionSilent", "monitor.silent", SESSION);

  /** The transcript tells that the user broke a turn off, or an agent, of which no hook tells. */
  public static final EventKind TURN_INTERRUPTED =
      new EventKind("TurnInterrupted", "monitor.interrupted", SESSION);

  /** The transcript of another session tells that this one was forked, and not resumed. */
  public static final EventKind SESSION_FORKED =
      new EventKind("SessionForked", "monitor.forked", SESSION);

  private static final Map<String, EventKind> BY_HOOK =
      known().collect(toUnmodifiableMap(EventKind::hookEvent, identity()));

  private static final Map<String, EventKind> BY_TYPE =
      Stream.concat(known(), SEED.stream()).collect(toUnmodifiableMap(EventKind::type, identity()));

  /** The families of claude-mpm's types, for names that are not in the table. */
  private static final Map<String, Category> SEED_FAMILIES =
      Map.of(
          "session", SESSION,
          "agent", AGENT,
          "memory", MEMORY,
          "todo", TASK,
          "ticket", TASK,
          "claude", SYSTEM);

  private EventKinds() {}

  private static Stream<EventKind> known() {
    return Stream.concat(
        ALL.stream(),
        Stream.of(EVENTS_DROPPED, MONITOR_TEST, SESSION_SILENT, TURN_INTERRUPTED, SESSION_FORKED));
  }

  /** The kind of a hook event; one nobody has heard of is {@code hook.<snake_case>}, of system. */
  public static EventKind ofHook(String hookEventName) {
    EventKind known = BY_HOOK.get(hookEventName);
    return known != null ? known : kind(hookEventName, SYSTEM);
  }

  /**
   * The kind of what a publisher calls {@code type}; its hook event is empty when it is no hook's.
   */
  public static EventKind ofType(String type) {
    EventKind known = BY_TYPE.get(type);
    if (known != null) {
      return known;
    }
    String family = type.split("[.:]", 2)[0];
    return new EventKind("", type, SEED_FAMILIES.getOrDefault(family, SYSTEM));
  }

  private static EventKind kind(String hookEvent, Category category) {
    return new EventKind(hookEvent, "hook." + snakeCase(hookEvent), category);
  }

  private static String snakeCase(String name) {
    String parted = name.replaceAll("(?<=.)(?=\\p{Lu})", "_");
    return parted.toLowerCase(Locale.ROOT);
  }
}
