package io.mpm.monitor.daemon.model.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.ShortText;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subagent as far as it is known.
 *
 * @param type null when unknown
 */
public record Agent(
    String id, @Nullable String type, Origin origin, Task task, Life life, Work work) {

  /** What an agent was asked to do; empty texts when its call is not known. */
  public record Task(String prompt, String description) {
    static final Task UNKNOWN = new Task("", "");

    private static final int MAX_PROMPT = 4_000;

    /** What the input of a call for an agent says, or another object with its fields. */
    static Task of(JsonNode asked) {
      return new Task(
          ShortText.beginning(Fact.text(asked, "prompt"), MAX_PROMPT),
          ShortText.oneLine(Fact.text(asked, "description"), 200));
    }
  }

  /**
   * From when to when an agent is at work.
   *
   * @param background whether it goes on when the one who called for it does
   * @param toldEnd whether its end was told, and not only inferred
   */
  public record Life(
      AgentStatus status,
      boolean background,
      Instant started,
      @Nullable Instant ended,
      boolean toldEnd) {

    private Life since(Instant at) {
      return new Life(status, background, at, ended, toldEnd);
    }

    private Life runningAgain() {
      return new Life(AgentStatus.RUNNING, background, started, null, false);
    }

    private Life until(Instant at, AgentStatus how, boolean told) {
      return new Life(how, background, started, at, told);
    }

    private Life inBackground(boolean is) {
      return new Life(status, is, started, ended, toldEnd);
    }
  }

  /**
   * What an agent has done.
   *
   * @param answer its last words
   * @param toolCalls those we have seen of it
   */
  public record Work(String answer, Report report, long toolCalls) {
    static final Work NONE = new Work("", Report.NONE, 0);
  }

  static Agent running(String id, @Nullable String type, Instant at) {
    Life life = new Life(AgentStatus.RUNNING, false, at, null, false);
    return new Agent(id, type, Origin.UNKNOWN, Task.UNKNOWN, life, Work.NONE);
  }

  public AgentStatus status() {
    return life.status();
  }

  public boolean isRunning() {
    return status() == AgentStatus.RUNNING;
  }

  public boolean background() {
    return life.background();
  }

  Instant started() {
    return life.started();
  }

  @Nullable Instant ended() {
    return life.ended();
  }

  boolean toldEnd() {
    return life.toldEnd();
  }

  String answer() {
    return work.answer();
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
    Instant ended = life.ended();
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("type", type)
            .put("parent", origin.parent())
            .put("confidence", origin.confidence().word())
            .put("call_id", origin.callId().isEmpty() ? null : origin.callId())
            .put("status", life.status().word())
            .put("background", life.background())
            .put("started", life.started().toString())
            .put("ended", ended == null ? null : ended.toString())
            .put("description", task.description())
            .put("prompt", task.prompt())
            .put("result", work.answer())
            .put("tool_calls", work.toolCalls());
    json.set("reported", work.report().json());
    return json;
  }

  private Agent with(Life known) {
    return new Agent(id, type, origin, task, known, work);
  }

  private Agent with(Work known) {
    return new Agent(id, type, origin, task, life, known);
  }

  Agent typed(String known) {
    return new Agent(id, known, origin, task, life, work);
  }

  Agent from(Origin known, Task asked) {
    return new Agent(id, type, known, asked, life, work);
  }

  Agent startedAt(Instant at) {
    return with(life.since(at));
  }

  Agent resumed() {
    return with(life.runningAgain());
  }

  Agent ended(AgentStatus how, Instant at, boolean told, String lastWords) {
    Agent over = with(life.until(at, how, told));
    return lastWords.isEmpty()
        ? over
        : over.with(new Work(lastWords, work.report(), work.toolCalls()));
  }

  Agent reported(Report known, boolean inBackground) {
    return with(new Work(work.answer(), known, work.toolCalls()))
        .with(life.inBackground(inBackground));
  }

  Agent called() {
    return with(new Work(work.answer(), work.report(), work.toolCalls() + 1));
  }
}
