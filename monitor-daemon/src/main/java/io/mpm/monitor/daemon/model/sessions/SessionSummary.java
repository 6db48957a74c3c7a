package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.agents.AgentTree;
import io.mpm.monitor.daemon.model.agents.Confidence;
import io.mpm.monitor.daemon.model.sessions.Condition.State;
import io.mpm.monitor.daemon.model.tools.CallCounts;
import io.mpm.monitor.daemon.model.tools.ToolStatus;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session in a few words, at one moment. A value, for any thread. */
public record SessionSummary(
    String id,
    String title,
    String cwd,
    String model,
    String permissionMode,
    String transcript,
    Instant started,
    @Nullable Instant ended,
    String endReason,
    Condition condition,
    Instant lastActivity,
    long events,
    long prompts,
    long errors,
    CallCounts calls,
    int agents,
    long agentsForgotten,
    List<Link> links) {

  public SessionSummary {
    links = List.copyOf(links);
  }

  /** A user who leaves a question open overnight finds it in the morning. */
  static final Duration GONE_AFTER = Duration.ofHours(24);

  static SessionSummary of(
      String id, About about, Turn turn, Condition condition, CallCounts calls, AgentTree agents) {
    return new SessionSummary(
        id,
        about.title(),
        about.cwd(),
        about.model(),
        about.permissionMode(),
        about.transcript(),
        about.started(),
        turn.ended(),
        turn.ended() == null ? "" : about.endReason(),
        condition,
        about.lastActivity(),
        about.events(),
        about.prompts(),
        about.failures() + calls.of(ToolStatus.FAILED),
        calls,
        agents.calledFor(),
        agents.forgotten(),
        about.links());
  }

  /** This summary, with that the session is a fork of {@code origin} known for sure. */
  public SessionSummary forkOf(String origin) {
    List<Link> known = new ArrayList<>(links);
    known.removeIf(link -> link.how().equals(Link.FORK));
    known.add(0, new Link(Link.FORK, origin, started, Confidence.DEFINITIVE));
    return new SessionSummary(
        id,
        title,
        cwd,
        model,
        permissionMode,
        transcript,
        started,
        ended,
        endReason,
        condition,
        lastActivity,
        events,
        prompts,
        errors,
        calls,
        agents,
        agentsForgotten,
        known);
  }

  /** Whether something may end in it of which no event will tell. */
  public boolean isUnsettled() {
    return condition.state() == State.WORKING
        || condition.waitingFor().equals(Turn.Wait.PERMISSION.word())
        || condition.waitingFor().equals(Turn.Wait.QUESTION.word());
  }

  /** The state at {@code now}: a session that was silent for a day is gone. */
  public String state(Instant now) {
    boolean silent = lastActivity.plus(GONE_AFTER).isBefore(now);
    return (silent ? State.GONE : condition.state()).word();
  }

  /** What it waits for; empty when it does not wait. */
  public String waitingFor() {
    return condition.waitingFor();
  }

  /**
   * All of it, for the interface that serves states.
   *
   * @param branch the git branch of its folder; empty when it has none
   */
  public ObjectNode json(Instant now, String branch) {
    String state = state(now);
    boolean waits = state.equals(State.WAITING.word());
    ObjectNode json =
        Json.object()
            .put("session_id", id)
            .put("title", title)
            .put("cwd", emptyAsNull(cwd))
            .put("git_branch", emptyAsNull(branch))
            .put("model", emptyAsNull(model))
            .put("permission_mode", emptyAsNull(permissionMode))
            .put("transcript_path", emptyAsNull(transcript))
            .put("state", state)
            .put("waiting_for", waits ? condition.waitingFor() : null)
            .put("started", started.toString())
            .put("ended", ended == null ? null : ended.toString())
            .put("end_reason", emptyAsNull(endReason))
            .put("last_activity", lastActivity.toString())
            .put("events", events)
            .put("prompts", prompts)
            .put("errors", errors)
            .put("agents", agents)
            .put("agents_forgotten", agentsForgotten);
    json.set("calls", calls.json());
    ArrayNode linked = json.putArray("links");
    links.forEach(link -> linked.add(link.json()));
    return json;
  }

  private static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
