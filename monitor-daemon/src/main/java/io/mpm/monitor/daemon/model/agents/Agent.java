package io.mpm.monitor.daemon.model.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subagent as far as it is known.
 *
 * @param type null when unknown
 * @param background whether it goes on when the one who called for it does
 * @param toldEnd whether its end was told, and not only inferred
 * @param task what it was asked to do
 * @param answer its last words
 * @param toolCalls those we have seen of it
 */
public record Agent(
    String id,
    @Nullable String type,
    Origin origin,
    AgentStatus status,
    boolean background,
    Instant started,
    @Nullable Instant ended,
    boolean toldEnd,
    Task task,
    String answer,
    Report report,
    long toolCalls) {

  /** What an agent was asked to do; empty texts when its call is not known. */
  public record Task(String prompt, String description) {
    static final Task UNKNOWN = new Task("", "");
  }

  static Agent running(String id, @Nullable String type, Instant at) {
    return new Agent(
        id,
        type,
        Origin.UNKNOWN,
        AgentStatus.RUNNING,
        false,
        at,
        null,
        false,
        Task.UNKNOWN,
        "",
        Report.NONE,
        0);
  }

  public boolean isRunning() {
    return status == AgentStatus.RUNNING;
  }

  /** Who started it; null when it may have been one of several. */
  public @Nullable String parent() {
    return origin.parent();
  }

  /** The call that asked for it; empty while nobody knows. */
  public String callId() {
    return origin.callId();
  }

  /** How sure {@link #parent} and {@link #callId} are. */
  public Confidence confidence() {
    return origin.confidence();
  }

  /** All that is known, for the interface that serves states. */
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("type", type)
            .put("parent", origin.parent())
            .put("confidence", origin.confidence().word())
            .put("call_id", origin.callId().isEmpty() ? null : origin.callId())
            .put("status", status.word())
            .put("background", background)
            .put("started", started.toString())
            .put("ended", ended == null ? null : ended.toString())
            .put("description", task.description())
            .put("prompt", task.prompt())
            .put("result", answer)
            .put("tool_calls", toolCalls);
    json.set("reported", report.json());
    return json;
  }

  Agent typed(String known) {
    return new Agent(
        id,
        known,
        origin,
        status,
        background,
        started,
        ended,
        toldEnd,
        task,
        answer,
        report,
        toolCalls);
  }

  Agent startedAt(Instant at) {
    return new Agent(
        id, type, origin, status, background, at, ended, toldEnd, task, answer, report, toolCalls);
  }

  Agent from(Origin known, Task asked) {
    return new Agent(
        id,
        type,
        known,
        status,
        background,
        started,
        ended,
        toldEnd,
        asked,
        answer,
        report,
        toolCalls);
  }

  Agent resumed() {
    return new Agent(
        id,
        type,
        origin,
        AgentStatus.RUNNING,
        background,
        started,
        null,
        false,
        task,
        answer,
        report,
        toolCalls);
  }

  Agent ended(AgentStatus how, Instant at, boolean told, String lastWords) {
    return new Agent(
        id,
        type,
        origin,
        how,
        background,
        started,
        at,
        told,
        task,
        lastWords.isEmpty() ? answer : lastWords,
        report,
        toolCalls);
  }

  Agent reported(Report known, boolean inBackground) {
    return new Agent(
        id,
        type,
        origin,
        status,
        inBackground,
        started,
        ended,
        toldEnd,
        task,
        answer,
        known,
        toolCalls);
  }

  Agent called() {
    return new Agent(
        id,
        type,
        origin,
        status,
        background,
        started,
        ended,
        toldEnd,
        task,
        answer,
        report,
        toolCalls + 1);
  }
}
