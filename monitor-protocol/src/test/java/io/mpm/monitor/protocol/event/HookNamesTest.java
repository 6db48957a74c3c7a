package io.mpm.monitor.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookNamesTest {

  /** Every hook event of Claude Code known in November 2026. */
  @ParameterizedTest
  @CsvSource({
    "session-start, SessionStart, session.start",
    "setup, Setup, hook.setup",
    "instructions-loaded, InstructionsLoaded, memory:loaded",
    "user-prompt, UserPromptSubmit, hook.user_prompt",
    "user-prompt-expansion, UserPromptExpansion, hook.user_prompt_expansion",
    "events-dropped, EventsDropped, monitor.events_dropped",
    "message-display, MessageDisplay, hook.message_display",
    "pre-tool, PreToolUse, hook.pre_tool",
    "permission-request, PermissionRequest, hook.permission_request",
    "permission-denied, PermissionDenied, hook.permission_denied",
    "post-tool, PostToolUse, hook.post_tool",
    "post-tool-failure, PostToolUseFailure, hook.post_tool_use_failure",
    "post-tool-batch, PostToolBatch, hook.post_tool_batch",
    "notification, Notification, hook.notification",
    "subagent-start, SubagentStart, hook.subagent_start",
    "subagent-stop, SubagentStop, hook.subagent_stop",
    "task-created, TaskCreated, hook.task_created",
    "task-completed, TaskCompleted, hook.task_completed",
    "stop, Stop, hook.stop",
    "stop-failure, StopFailure, hook.stop_failure",
    "teammate-idle, TeammateIdle, hook.teammate_idle",
    "config-change, ConfigChange, hook.config_change",
    "cwd-changed, CwdChanged, hook.cwd_changed",
    "directory-added, DirectoryAdded, hook.directory_added",
    "file-changed, FileChanged, hook.file_changed",
    "worktree-create, WorktreeCreate, hook.worktree_create",
    "worktree-remove, WorktreeRemove, hook.worktree_remove",
    "pre-compact, PreCompact, hook.pre_compact",
    "post-compact, PostCompact, hook.post_compact",
    "pre-model-switch, PreModelSwitch, hook.pre_model_switch",
    "post-model-switch, PostModelSwitch, hook.post_model_switch",
    "elicitation, Elicitation, hook.elicitation",
    "elicitation-result, ElicitationResult, hook.elicitation_result",
    "session-end, SessionEnd, session.end"
  })
  void names_ofEveryKnownEvent(String word, String hookEventName, String type) {
    assertThat(HookNames.fromWord(word)).isEqualTo(hookEventName);
    assertThat(EventKinds.ofHook(hookEventName).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "quantum-leap, QuantumLeap, hook.quantum_leap",
    "a, A, hook.a",
    "x-1-y, X1Y, hook.x1_y",
    "pre-tool-use, PreToolUse, hook.pre_tool"
  })
  void names_ofInventedEventsPass(String word, String hookEventName, String type) {
    assertThat(HookNames.fromWord(word)).isEqualTo(hookEventName);
    assertThat(EventKinds.ofHook(hookEventName).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"PreToolUse", "QuantumLeap", "Stop"})
  void fromWord_takesClaudeCodesOwnName(String hookEventName) {
    assertThat(HookNames.fromWord(hookEventName)).isEqualTo(hookEventName);
  }

  @ParameterizedTest
  @CsvSource({"--stop--, Stop", "'', Unknown", "-, Unknown"})
  void fromWord_passesOverEmptyParts(String word, String hookEventName) {
    assertThat(HookNames.fromWord(word)).isEqualTo(hookEventName);
  }
}
