package io.mpm.monitor.hook;

import java.util.List;

/** The words of every event that Claude Code is known to have, and of one that it has not. */
final class HookWords {

  static final List<String> ALL_AND_AN_INVENTED_ONE =
      List.of(
          "session-start",
          "setup",
          "instructions-loaded",
          "user-prompt",
          "user-prompt-expansion",
          "message-display",
          "pre-tool",
          "permission-request",
          "permission-denied",
          "post-tool",
          "post-tool-failure",
          "post-tool-batch",
          "notification",
          "subagent-start",
          "subagent-stop",
          "task-created",
          "task-completed",
          "stop",
          "stop-failure",
          "teammate-idle",
          "config-change",
          "cwd-changed",
          "directory-added",
          "file-changed",
          "worktree-create",
          "worktree-remove",
          "pre-compact",
          "post-compact",
          "pre-model-switch",
          "post-model-switch",
          "elicitation",
          "elicitation-result",
          "session-end",
          "dreams-of-sheep2");

  private HookWords() {}
}
