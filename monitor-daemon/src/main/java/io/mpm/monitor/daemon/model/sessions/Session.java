package io.mpm.monitor.daemon.model.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.agents.AgentInference;
import io.mpm.monitor.daemon.model.agents.AgentTree;
import io.mpm.monitor.daemon.model.agents.Attribution;
import io.mpm.monitor.daemon.model.agents.Confidence;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.tools.CallMemory;
import io.mpm.monitor.daemon.model.tools.CallTable;
import io.mpm.monitor.daemon.model.tools.CallTable.Filled;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The account of one session: its state is a function of the events folded into it, in their order,
 * and of nothing else. One thread.
 */
final class Session {

  private static final int MAX_AGENTS = 1_000;

  private static final long OVERHEAD_BYTES = 4_000;

  /** Nobody is at work who says nothing for so long, or may have been. */
  private static final Duration QUIET_AFTER = Duration.ofHours(1);

  private final String id;
  private final About about;
  private final Turn turn = new Turn();
  private final UnnamedQuestion question = new UnnamedQuestion();
  private final CallMemory memory;
  private final CallTable calls;
  private final AgentTree agents = new AgentTree(MAX_AGENTS);
  private final AgentInference inference = new AgentInference();
  private final Endings endings;

  Session(Fact first, int maxCalls) {
    this.id = first.session();
    this.about = new About(first.at());
    this.memory = new CallMemory(maxCalls);
    this.calls = new CallTable(memory);
    this.endings = new Endings(calls, agents);
  }

  /**
   * Takes in an event.
   *
   * @param number grows from one event of all sessions to the next
   */
  Findings fold(Fact fact, long number) {
    memory.now(number);
    if (fact.is("SessionForked")) {
      takeBackResume();
    }
    endings.forgetResume();
    Attribution who = fact.byHook() ? Attribution.byId(fact) : inference.attribute(fact);
    about.fold(fact, who.isMain());
    agents.seen(who, fact);
    if (fact.is("SubagentStop")) {
      agents.stopped(who, fact);
    } else if (fact.is("StopFailure") && !who.isMain()) {
      agents.failed(who, fact);
    }
    Findings findings = new Findings(fact, who, agents.get(who.agentId()));
    foldCall(fact, who, findings);
    calls.endInBackground(fact).ifPresent(findings::inBackground);
    if (who.isMain()) {
      turn.fold(fact);
    }
    findings.closed(calls.timeOut(fact.at()));
    question.settle(fact, who.isMain(), calls::isOpen);
    return findings;
  }

  private void foldCall(Fact fact, Attribution who, Findings findings) {
    switch (fact.name()) {
      case "PreToolUse" -> started(fact, who, findings);
      case "PostToolUse", "PostToolUseFailure", "PermissionDenied" -> ended(fact, who, findings);
      case "PostToolBatch" -> batch(fact, who, findings);
      case "PermissionRequest" -> calls.ask(fact, who.agentId()).ifPresent(findings::asked);
      case "Notification" -> notified(fact, findings);
      case "SubagentStop" -> endings.stopped(who.agentId(), fact, findings);
      case "TurnInterrupted" -> endings.interrupted(fact, who, findings);
      case "SessionSilent" -> endings.silent(fact, findings);
      default -> {
        if (who.isMain()) {
          endings.mainMoves(fact, findings);
        } else if (fact.is("StopFailure")) {
          endings.stopped(who.agentId(), fact, findings);
        }
      }
    }
  }

  private void started(Fact fact, Attribution who, Findings findings) {
    long before = memory.heardOf();
    ToolCall call = calls.start(fact, caller(fact, who));
    countNew(before, call);
    if (call.startsAgent()) {
      if (isDelegated(fact, who)) {
        agents.delegated(who, call, fact);
      } else {
        agents.spawning(call, fact.toolInput());
      }
    }
    findings.started(call);
  }

  /**
   * Where agents are guessed, a call for an agent is taken for that agent's own, which would end it
   * too early; who called was the main agent, for no other could when publishers named none.
   */
  private static String caller(Fact fact, Attribution who) {
    boolean isGuess = !fact.byHook() && ToolCall.startsAgent(fact.toolName());
    return isGuess ? Fact.MAIN : who.agentId();
  }

  private static boolean isDelegated(Fact fact, Attribution who) {
    return !fact.byHook() && !who.isMain() && who.confidence() != Confidence.INHERITED;
  }

  private void ended(Fact fact, Attribution who, Findings findings) {
    long before = memory.heardOf();
    ToolCall call = calls.end(fact, caller(fact, who));
    countNew(before, call);
    if (call.startsAgent() && fact.byHook()) {
      agents
          .spawned(call, fact.toolInput(), fact.data().path("tool_response"))
          .ifPresent(agent -> endings.stopped(agent, fact, findings));
    }
    if (call.ending().background() != null) {
      findings.inBackground(call);
    }
    endings.byTaskStop(call, fact, findings);
    findings.ended(call);
  }

  private void batch(Fact fact, Attribution who, Findings findings) {
    long before = memory.heardOf();
    var filled = calls.batch(fact, who.agentId());
    for (long fresh = before; fresh < memory.heardOf(); fresh++) {
      agents.called(who.agentId());
    }
    for (Filled call : filled) {
      if (call.call().startsAgent()) {
        JsonNode element = call.element();
        agents
            .spawnedInBatch(call.call(), element.path("tool_input"), element.path("tool_response"))
            .ifPresent(agent -> endings.stopped(agent, fact, findings));
      }
    }
    findings.filled(filled.stream().map(Filled::call).toList());
  }

  private void countNew(long before, ToolCall call) {
    if (memory.heardOf() > before) {
      agents.called(call.agentId());
    }
  }

  private void notified(Fact fact, Findings findings) {
    switch (fact.text("notification_type")) {
      case "permission_prompt" -> {
        if (!isQuestionKnown()) {
          calls.askUnnamed(fact.at()).ifPresentOrElse(findings::asked, () -> askWithoutName(fact));
        }
      }
      // Claude Code says so only after a turn is over, also one that the user broke off.
      case "idle_prompt" -> endings.idle(fact, findings);
      default -> {
        // Of no call.
      }
    }
  }

  private boolean isQuestionKnown() {
    return calls.hasUnmatchedAsk()
        || calls.open().stream().anyMatch(call -> call.isQuestion() || call.permission().isOpen());
  }

  private void askWithoutName(Fact fact) {
    if (!turn.isOver(fact)) {
      question.ask(calls.askable(fact.at()));
    }
  }

  void link(Link link) {
    about.link(link);
  }

  /** Takes back what its last event said: not this session was resumed, but a fork of it. */
  void takeBackResume() {
    endings
        .takeBackResume()
        .ifPresent(
            resumed -> {
              about.unlink(Link.RESUME, resumed);
              turn.takeBackStart();
            });
  }

  /** What the session holds now. */
  Holding holding() {
    return new Holding(
        OVERHEAD_BYTES + agents.bytes(), memory.bytes(), memory.oldestDiffs(), memory.oldestCall());
  }

  /** Gives up the session's oldest diffs, of which there must be some. */
  void giveUpDiffs() {
    memory.giveUpDiffs();
  }

  /** Forgets the session's oldest ended call, of which there must be one. */
  void giveUpCall() {
    memory.giveUpCall();
  }

  boolean hasCalls() {
    return !memory.isEmpty();
  }

  /** Forgets the session's oldest call, of which there must be one, also if it runs. */
  void forgetEldestCall() {
    memory.forgetEldest();
  }

  /** Whether its last event was long before {@code now}. */
  boolean isSilent(Instant now) {
    return about.lastActivity().plus(QUIET_AFTER).isBefore(now);
  }

  /** Empty when nothing is said to be at work, or was heard of lately enough. */
  Optional<Silence> silence(Instant now) {
    boolean gone = about.lastActivity().plus(SessionSummary.GONE_AFTER).isBefore(now);
    boolean busy = agents.isAnyRunning() || !calls.open().isEmpty();
    return (gone && busy) || calls.isOverdue(now)
        ? Optional.of(new Silence(id, about.lastActivity(), gone))
        : Optional.empty();
  }

  /** Whether it would end something that the user broke it off. */
  boolean isNews(Interruption interruption) {
    Instant at = interruption.at();
    String who = interruption.agentId();
    Agent agent = agents.get(who);
    return who.equals(Fact.MAIN)
        ? turn.isGoingOnAt(at) || calls.open().stream().anyMatch(call -> isOfMainAt(call, at))
        : agent != null && agent.isRunning();
  }

  private static boolean isOfMainAt(ToolCall call, Instant at) {
    Instant started = call.started();
    return call.agentId().equals(Fact.MAIN) && (started == null || !started.isAfter(at));
  }

  /** Whether the last that was heard of it is that it was resumed, which was its fork. */
  boolean isNews(Fork fork) {
    return endings.resumedAt().filter(at -> !fork.started().isBefore(at)).isPresent();
  }

  SessionSnapshot snapshot() {
    return new SessionSnapshot(
        id,
        SessionSummary.of(id, about, turn, condition(), memory.counts(), agents),
        memory.all(),
        agents.all(),
        memory.counts());
  }

  SessionSummary summary() {
    return SessionSummary.of(id, about, turn, condition(), memory.counts(), agents);
  }

  private Condition condition() {
    if (turn.ended() != null) {
      return Condition.of(Condition.State.GONE);
    }
    Turn.Wait wait = callWait();
    if (wait == Turn.Wait.NOTHING) {
      boolean asked = question.isOpen() && turn.waiting() != Turn.Wait.QUESTION;
      wait = asked ? Turn.Wait.PERMISSION : turn.waiting();
    }
    boolean idle = wait == Turn.Wait.IDLE || wait == Turn.Wait.NOTHING;
    if (!idle) {
      return Condition.waiting(wait);
    }
    if (turn.isActive() || agents.isAnyRunning()) {
      return Condition.of(Condition.State.WORKING);
    }
    return wait == Turn.Wait.IDLE ? Condition.waiting(wait) : Condition.of(Condition.State.DONE);
  }

  /** A tool that is itself a question, or one that waits for permission. */
  private Turn.Wait callWait() {
    Turn.Wait wait = calls.hasUnmatchedAsk() ? Turn.Wait.PERMISSION : Turn.Wait.NOTHING;
    for (ToolCall call : calls.open()) {
      if (call.isQuestion()) {
        return Turn.Wait.QUESTION;
      }
      wait = call.permission().isOpen() ? Turn.Wait.PERMISSION : wait;
    }
    return wait;
  }
}
