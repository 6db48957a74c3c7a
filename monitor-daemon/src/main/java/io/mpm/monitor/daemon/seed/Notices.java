package io.mpm.monitor.daemon.seed;

import java.util.List;
import java.util.Set;

/** What claude-mpm says of notifications and of ends. */
final class Notices {

  private static final List<String> ASKING = List.of("input", "waiting");
  private static final List<String> FAILING = List.of("error", "failed");
  private static final List<String> WORKING =
      List.of("processing", "analyzing", "working", "thinking");

  private static final Set<String> BY_THE_USER = Set.of("user_stop", "user_cancel", "interrupt");
  private static final Set<String> BY_AN_ERROR = Set.of("error", "timeout", "failed");
  private static final Set<String> COMPLETE = Set.of("completed", "finished", "done");
  private static final Set<String> KNOWN_AGENTS = Set.of("research", "engineer", "pm", "ops");

  private static final String UNKNOWN = "unknown";

  private Notices() {}

  static void addNotification(Derived derived) {
    String message = derived.said("message");
    derived.text("notification_type", UNKNOWN);
    derived.text("message_preview", Derived.preview(message));
    derived.number("message_length", message.length());
    derived.flag("is_user_input_request", Derived.hasAny(message, ASKING));
    derived.flag("is_error_notification", Derived.hasAny(message, FAILING));
    derived.flag("is_status_update", Derived.hasAny(message, WORKING));
  }

  static void addStop(Derived derived) {
    derived.text("reason", UNKNOWN);
    derived.text("stop_type", "normal");
    String reason = derived.said("reason");
    derived.flag("is_user_initiated", BY_THE_USER.contains(reason));
    derived.flag("is_error_stop", BY_AN_ERROR.contains(reason));
    derived.flag("is_completion_stop", COMPLETE.contains(reason));
    derived.flag("has_output", !derived.said("last_assistant_message").isEmpty());
  }

  static void addSubagentStop(Derived derived) {
    derived.text("agent_type", UNKNOWN);
    derived.text("reason", UNKNOWN);
    String reason = derived.said("reason");
    derived.flag("is_successful_completion", COMPLETE.contains(reason));
    derived.flag("is_error_termination", BY_AN_ERROR.contains(reason) || reason.equals("blocked"));
    derived.flag("is_delegation_related", KNOWN_AGENTS.contains(derived.said("agent_type")));
    derived.flag("has_results", !derived.said("last_assistant_message").isEmpty());
    derived.set("duration_context", derived.data().nullNode());
  }
}
