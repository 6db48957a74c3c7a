package io.mpm.monitor.daemon.claude;

import io.mpm.monitor.protocol.event.EventKind;
import io.mpm.monitor.protocol.event.EventKinds;
import io.mpm.monitor.protocol.settings.NearestName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which events a monitor registers hooks for, and which it must not. Pure. */
public final class HookEvents {

  /**
   * All that show what a session does, cost it nothing that it would notice, and are known to the
   * client since 2.1.197: a name that an older client does not know might cost its user the file.
   */
  public static final Set<String> DEFAULTS =
      ordered(
          "SessionStart",
          "SessionEnd",
          "InstructionsLoaded",
          "UserPromptSubmit",
          "PreToolUse",
          "PostToolUse",
          "PostToolUseFailure",
          "PostToolBatch",
          "PermissionDenied",
          "Notification",
          "SubagentStart",
          "SubagentStop",
          "TaskCreated",
          "TaskCompleted",
          "TeammateIdle",
          "CwdChanged",
          "PreCompact",
          "PostCompact",
          "Stop",
          "StopFailure");

  /** Where a hook that does nothing does something. */
  private static final Map<String, String> HARMFUL =
      Map.of(
          "WorktreeCreate",
              "a hook there replaces what Claude Code does, and a silent one fails it",
          "PermissionRequest", "a hook there takes part in the answer",
          "PreModelSwitch", "a slow hook there blocks the switch",
          "FileChanged", "a hook there decides which files are watched");

  /** Those that Claude Code calls no HTTP hook for. */
  private static final Set<String> COMMAND_ONLY = Set.of("SessionStart", "Setup");

  /** After these a client without a terminal ends at once, and what it has not waited for. */
  private static final Set<String> LAST_WORDS = Set.of("SessionEnd", "Stop", "StopFailure");

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z]{1,62}");

  private HookEvents() {}

  private static Set<String> ordered(String... names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
  }

  /**
   * The events that a user asked for; {@code default} among them stands for {@link #DEFAULTS}. A
   * name nobody has heard of is let through: Claude Code gets new ones.
   *
   * @throws IllegalArgumentException for one that a monitor must not register, or that is no name,
   *     and when there is none: no hooks at all is what uninstalling is for
   */
  public static Set<String> chosen(List<String> asked) {
    Set<String> events = new LinkedHashSet<>();
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          "--events names no event; `mpm-monitord uninstall` takes all hooks out");
    }
    for (String name : asked) {
      if (name.equals("default")) {
        events.addAll(DEFAULTS);
      } else {
        events.add(checked(name));
      }
    }
    return events;
  }

  /** What to say of an event that no client known today has; empty for the others. */
  public static Optional<String> doubt(String event) {
    List<String> known = EventKinds.ALL.stream().map(EventKind::hookEvent).toList();
    return known.contains(event)
        ? Optional.empty()
        : Optional.of(
            "no Claude Code known today has an event %s, and one that does not know it calls no hook for it; did you mean %s?"
                .formatted(event, NearestName.of(event, known)));
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "--events takes names such as PreToolUse, and default, with commas between: " + name);
    }
    harm(name)
        .ifPresent(
            harm -> {
              throw new IllegalArgumentException(
                  "no monitor may register %s: %s".formatted(name, harm));
            });
    return name;
  }

  /** Why no monitor may register it; empty when it may. */
  static Optional<String> harm(String event) {
    return Optional.ofNullable(HARMFUL.get(event));
  }

  /** Whether Claude Code can call an HTTP hook for it. */
  static boolean allowsHttp(String event) {
    return !COMMAND_ONLY.contains(event);
  }

  /** Whether its hook may go on while Claude Code does. */
  static boolean allowsAsync(String event) {
    return !LAST_WORDS.contains(event);
  }
}
