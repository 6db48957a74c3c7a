package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.model.ParallelSessions.Call;
import io.mpm.monitor.daemon.model.ParallelSessions.Faults;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.agents.Confidence;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.model.tools.ToolCall;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the account says of sessions whose truth is known. */
class ParallelSessionsTest {

  private final List<String> mistakes = new ArrayList<>();

  private Account fold(ParallelSessions sessions) {
    Account account = new Account(new Sessions.Bounds(10_000, 100_000, 1L << 30));
    for (PublishedEvent event : sessions.events()) {
      account.fold(Normalizer.hook(event));
    }
    return account;
  }

  /** Compares every call, agent and file; answers how many of each there were. */
  private void compare(ParallelSessions truth, Account account) {
    Map<String, ToolCall> known = new HashMap<>();
    Map<String, Agent> agents = new HashMap<>();
    for (SessionSummary summary : account.sessions()) {
      SessionSnapshot session = account.session(summary.id()).orElseThrow();
      session.calls().forEach(call -> known.put(session.id() + " " + call.callId(), call));
      session.agents().forEach(agent -> agents.put(agent.id(), agent));
    }
    truth.calls().forEach((key, call) -> compare(call, known.get(key), truth, agents));
    truth.calls().values().stream()
        .filter(call -> !call.startedAgent.isEmpty() && agents.containsKey(call.startedAgent))
        .forEach(call -> compareGuess(call, agents.get(call.startedAgent)));
    long arrived = truth.calls().values().stream().filter(call -> call.anyArrives).count();
    if (known.size() != arrived) {
      mistakes.add(known.size() + " calls, not " + arrived);
    }
  }

  private void compare(
      Call call, ToolCall known, ParallelSessions truth, Map<String, Agent> agents) {
    if (!call.anyArrives) {
      return;
    }
    if (known == null) {
      mistakes.add("missing: " + call);
      return;
    }
    check(call, known.name().equals(call.name), "name " + known.name());
    check(call, known.agentId().equals(call.agent), "agent " + known.agentId());
    List<String> paths = known.files().stream().map(file -> file.path()).toList();
    check(call, paths.equals(call.path.isEmpty() ? List.of() : List.of(call.path)), "" + paths);
    String status = known.status().word();
    if (call.endArrives || call.batchArrives) {
      // A batch does not tell a success from a refusal in words that nobody knows.
      boolean open = !call.endArrives && call.status.equals("ok") && status.equals("unknown");
      check(call, status.equals(call.status) || open, status);
    } else if (truth.endedSessions().contains(call.session)) {
      check(call, status.equals("interrupted") || status.equals("unknown"), status);
    }
    Agent started = agents.get(call.startedAgent);
    if (started != null && (call.endArrives || call.batchArrives)) {
      check(call, started.callId().equals(call.id), "started " + started.callId());
      check(call, call.agent.equals(started.parent()), "parent " + started.parent());
      check(call, started.confidence() == Confidence.DEFINITIVE, "" + started.confidence());
    }
  }

  /** Nobody has to know which call started an agent; who says so has to be right. */
  private void compareGuess(Call call, Agent started) {
    boolean right = started.callId().isEmpty() || started.callId().equals(call.id);
    check(call, right, "guessed " + started.callId() + ", " + started.confidence());
  }

  private void check(Call call, boolean right, String said) {
    if (!right) {
      mistakes.add(call + ": " + said);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyEventInOrder_isExact(long seed) {
    ParallelSessions truth = new ParallelSessions(seed, 10, 20, Faults.NONE);
    compare(truth, fold(truth));
    assertThat(mistakes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void guessesOnTheWay_areNeverWrong(long seed) {
    ParallelSessions truth = new ParallelSessions(seed, 1, 30, Faults.NONE);
    Account account = new Account(Sessions.Bounds.USUAL);
    int guesses = 0;
    for (PublishedEvent event : truth.events()) {
      account.fold(Normalizer.hook(event));
      Map<String, Agent> agents = new HashMap<>();
      account.session("session-0").orElseThrow().agents().forEach(a -> agents.put(a.id(), a));
      for (Call call : truth.calls().values()) {
        Agent started = agents.get(call.startedAgent);
        if (started != null) {
          compareGuess(call, started);
          guesses += started.confidence() == Confidence.HIGH && started.isRunning() ? 1 : 0;
        }
      }
    }
    assertThat(mistakes).isEmpty();
    assertThat(guesses).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void d7_lostDoubledAndLate_isExactInWhatIsLeft(long seed) {
    ParallelSessions truth = new ParallelSessions(seed, 10, 20, new Faults(0.03, 0.05, 80));
    compare(truth, fold(truth));
    assertThat(mistakes).isEmpty();
  }

  @Test
  void hundredThousandEvents_haveNoMistake() {
    ParallelSessions truth = new ParallelSessions(99, 100, 66, new Faults(0.02, 0.02, 80));
    assertThat(truth.events().size()).isGreaterThan(100_000);
    compare(truth, fold(truth));
    assertThat(mistakes).isEmpty();
  }
}
