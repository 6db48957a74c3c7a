package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.files.FileOperation;
import io.mpm.monitor.daemon.model.files.KnownFiles;
import io.mpm.monitor.daemon.model.files.ToolFiles;
import io.mpm.monitor.protocol.bounded.BoundedMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one session, paired by their ids. Takes events doubled and in any order; what a
 * better proof says replaces what a worse one said, never the other way round. One thread; the
 * calls that it gives out are values.
 */
public final class CallTable {

  /** A call of a batch whose end nothing told before, and what the batch says of it. */
  public record Filled(ToolCall call, JsonNode element) {}

  /**
   * Starts overtaken by their agent's end come within seconds; so many agents do not end in them.
   */
  private static final int MAX_CLOSINGS = 256;

  /** Commands whose end a session may still hear of. */
  private static final int MAX_TASKS = 64;

  private final CallMemory memory;
  private final Asks asks = new Asks();
  private final Pairing pairing = new Pairing();

  /** Which call has started which command that runs in the background. */
  private final Map<String, String> tasks = BoundedMap.byInsertion(MAX_TASKS);

  private final TimeLimits limits = new TimeLimits();
  private final Map<String, Closing> lastClosings = BoundedMap.byInsertion(MAX_CLOSINGS);
  private @Nullable Closing lastOfAll;
  private boolean successesAreTold;

  /**
   * A table of the calls in that memory, which is empty.
   *
   * @param memory changed by this table alone; who gives up what is in it need not ask the table
   */
  public CallTable(CallMemory memory) {
    this.memory = memory;
  }

  /** A call begins. */
  public ToolCall start(Fact fact, String agentId) {
    boolean named = !fact.callId().isEmpty();
    String id = named ? fact.callId() : fact.id();
    ToolCall known = memory.get(id);
    if (known != null) {
      return known.started() == null ? memory.put(known.startedAt(fact.at())) : known;
    }
    List<FileOperation> files = ToolFiles.asked(fact.toolName(), fact.toolInput(), fact.cwd());
    ToolCall call = create(id, fact.toolName(), agentId, fact.toolInput(), fact.at(), files);
    Optional<Closing> missed =
        Stream.of(lastClosings.get(agentId), lastOfAll)
            .filter(closing -> closing != null && fact.at().isBefore(closing.at()))
            .findFirst();
    if (missed.isPresent()) {
      call = call.ended(Ending.inferred(missed.get()));
    } else if (!named) {
      pairing.began(id, fact);
    }
    return memory.put(call);
  }

  /** A call ends, as its own event tells. */
  public ToolCall end(Fact fact, String agentId) {
    successesAreTold |= fact.byHook() && fact.is("PostToolUse");
    boolean named = !fact.callId().isEmpty();
    String id = named ? fact.callId() : pairing.ended(fact).orElse(fact.id());
    ToolCall known = memory.get(id);
    if (known != null && known.ending().proof() == Proof.END) {
      return known;
    }
    Ending ending = EndFacts.ending(fact);
    ToolCall call =
        known != null
            ? known
            : create(id, fact.toolName(), agentId, fact.toolInput(), null, List.of());
    List<FileOperation> files =
        files(
            ending.status(), call, fact.toolInput(), fact.data().path("tool_response"), fact.cwd());
    if (ending.background() != null) {
      tasks.put(EndFacts.backgroundTask(fact), id);
    }
    return memory.put(call.with(files).ended(ending));
  }

  /** Hears whether a command in the background is over; answers the call that started it. */
  public Optional<ToolCall> endInBackground(Fact fact) {
    return TaskNews.of(fact).flatMap(this::endInBackground);
  }

  private Optional<ToolCall> endInBackground(TaskNews news) {
    String callId = tasks.remove(news.taskId());
    return Optional.ofNullable(callId == null ? null : memory.get(callId))
        .map(call -> memory.put(call.ended(call.ending().inBackground(news.status()))));
  }

  /** The session is over; answers the calls of whose commands nobody will hear any more. */
  public List<ToolCall> forgetBackground() {
    List<ToolCall> left = new ArrayList<>();
    for (String task : List.copyOf(tasks.keySet())) {
      endInBackground(new TaskNews(task, ToolStatus.UNKNOWN)).ifPresent(left::add);
    }
    return left;
  }

  /** A batch of calls is over; answers those whose end nothing else has told so far. */
  public List<Filled> batch(Fact fact, String agentId) {
    List<Filled> filled = new ArrayList<>();
    for (JsonNode element : fact.data().path("tool_calls")) {
      String id = Fact.name(element, "tool_use_id");
      ToolCall known = memory.get(id);
      boolean told = known != null && known.ending().proof().compareTo(Proof.BATCH) >= 0;
      if (!id.isEmpty() && !told) {
        filled.add(new Filled(fill(fact, agentId, element, known), element));
      }
    }
    return filled;
  }

  private ToolCall fill(Fact fact, String agentId, JsonNode element, @Nullable ToolCall known) {
    JsonNode input = element.path("tool_input");
    JsonNode response = element.path("tool_response");
    ToolCall call =
        known != null
            ? known
            : create(
                Fact.name(element, "tool_use_id"),
                Fact.name(element, "tool_name"),
                agentId,
                input,
                null,
                List.of());
    ToolStatus status = BatchResult.status(response, successesAreTold);
    Ending ending =
        new Ending(status, fact.at(), null, Outputs.of(response), "", Proof.BATCH, null);
    return memory.put(call.with(files(status, call, input, response, fact.cwd())).ended(ending));
  }

  private ToolCall create(
      String id,
      String tool,
      String agentId,
      JsonNode input,
      @Nullable Instant started,
      List<FileOperation> files) {
    ToolCall call =
        new ToolCall(
            id,
            tool,
            agentId,
            Inputs.summary(input),
            input.hashCode(),
            started,
            Ending.RUNNING,
            Permission.NOT_ASKED,
            files);
    return asks.take(call).map(call::asked).orElse(call);
  }

  private List<FileOperation> files(
      ToolStatus status, ToolCall call, JsonNode input, JsonNode response, String cwd) {
    List<FileOperation> files =
        status == ToolStatus.OK
            ? ToolFiles.done(call.name(), input, response, cwd, new KnownFiles(memory::done))
            : ToolFiles.asked(call.name(), input, cwd);
    // An end that does not repeat the input leaves what the start said.
    return files.isEmpty() ? call.files() : files;
  }

  /** Somebody is asked for permission; answers for which call, if that is known already. */
  public Optional<ToolCall> ask(Fact fact, String agentId) {
    if (ToolCall.isQuestion(fact.toolName())) {
      return Optional.empty();
    }
    int inputHash = fact.toolInput().hashCode();
    for (ToolCall call : memory.openAndRecent()) {
      boolean fits =
          Asks.isFor(call, agentId, fact.toolName(), inputHash)
              && !call.permission().wasAsked()
              && (call.ending().at() == null || !fact.at().isAfter(call.ending().at()));
      if (fits) {
        return Optional.of(memory.put(call.asked(fact.at())));
      }
    }
    asks.add(agentId, fact.toolName(), inputHash, fact.at());
    return Optional.empty();
  }

  /**
   * The user is told of a question that names no call: it is the only one that can have been meant,
   * or nobody knows which.
   */
  public Optional<ToolCall> askUnnamed(Instant at) {
    List<ToolCall> candidates = askable(at);
    if (candidates.size() != 1 || candidates.get(0).permission().wasAsked()) {
      return Optional.empty();
    }
    return Optional.of(memory.put(candidates.get(0).asked(at)));
  }

  /**
   * The calls that a question at that moment can have been for: an agent is no longer asked about
   * while it works, and where a call is itself a question, that was the question.
   */
  public List<ToolCall> askable(Instant at) {
    List<ToolCall> open = begunBy(at);
    if (open.stream().anyMatch(ToolCall::isQuestion)) {
      return List.of();
    }
    List<ToolCall> ordinary = open.stream().filter(call -> !call.startsAgent()).toList();
    return ordinary.isEmpty() ? open : ordinary;
  }

  private List<ToolCall> begunBy(Instant at) {
    return memory.open().stream()
        .filter(call -> call.started() == null || !call.started().isAfter(at))
        .toList();
  }

  /** Ends the calls of an agent that cannot outlive {@code closing}; answers which. */
  public List<ToolCall> close(String agentId, Closing closing) {
    Closing last = lastClosings.get(agentId);
    if (last == null || last.at().isBefore(closing.at())) {
      lastClosings.put(agentId, closing);
    }
    asks.forget(agentId, closing);
    return close(call -> call.agentId().equals(agentId), closing);
  }

  /** Ends the calls of all agents; answers which. */
  public List<ToolCall> closeAll(Closing closing) {
    lastOfAll = closing;
    asks.clear();
    return close(call -> true, closing);
  }

  /** Ends the calls of an agent that wait for permission; answers which. */
  public List<ToolCall> closeAsked(String agentId, Closing closing) {
    return close(call -> call.agentId().equals(agentId) && call.permission().isOpen(), closing);
  }

  /** Whether something has been running for longer than anything runs. */
  public boolean isOverdue(Instant now) {
    return !limits.exceeded(memory.open(), now).isEmpty();
  }

  /** Ends the calls of a process that is no more; answers which. */
  public List<ToolCall> closeOld(Closing closing) {
    asks.forget(closing);
    return close(call -> true, closing);
  }

  /** Calls that {@link #closeOld} has ended are as they were {@code before}. */
  public void takeBack(Closing closing, List<ToolCall> before) {
    for (ToolCall call : before) {
      ToolCall now = memory.get(call.callId());
      if (now != null && now.ending().equals(Ending.inferred(closing))) {
        memory.put(call);
      }
    }
  }

  private List<ToolCall> close(Predicate<ToolCall> which, Closing closing) {
    return close(begunBy(closing.at()).stream().filter(which).toList(), closing);
  }

  /** Ends what has been running for longer than anything runs; answers which. */
  public List<ToolCall> timeOut(Instant now) {
    if (!limits.isDue(now)) {
      return List.of();
    }
    return close(
        limits.exceeded(memory.open(), now), Closing.unknown(now, "no end within the time limit"));
  }

  private List<ToolCall> close(List<ToolCall> calls, Closing closing) {
    List<ToolCall> closed = new ArrayList<>();
    for (ToolCall call : calls) {
      pairing.closed(call.callId());
      closed.add(memory.put(call.ended(Ending.inferred(closing))));
    }
    return closed;
  }

  /** The calls that run, oldest first. */
  public List<ToolCall> open() {
    return memory.open();
  }

  /** Whether the call is known to run. */
  public boolean isOpen(String callId) {
    return memory.isOpen(callId);
  }

  /** Whether a question for permission is open whose call nobody has seen. */
  public boolean hasUnmatchedAsk() {
    return !asks.isEmpty();
  }
}
