package io.mpm.monitor.daemon.usage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.codec.Json;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a session has used so far. A value, for any thread.
 *
 * @param version grows with every change of any session's usage
 * @param spendings by agent and model
 * @param contexts by agent
 * @param pricesOf the day of the oldest price that was used; null when none was
 * @param copiedFrom the session whose transcript this one's begins with, because it is a fork of
 *     it; empty when there is none or nobody knows
 * @param linesSkipped lines of the transcripts that made no sense
 * @param problem why a transcript could not be read; empty when all could
 */
public record SessionUsage(
    String session,
    long version,
    List<Spending> spendings,
    Map<String, Context> contexts,
    @Nullable LocalDate pricesOf,
    String copiedFrom,
    long linesSkipped,
    String problem) {

  public SessionUsage {
    spendings = List.copyOf(spendings);
    contexts = Map.copyOf(contexts);
  }

  /** Whether it says the same as {@code other}, whenever that was. */
  boolean saysTheSameAs(SessionUsage other) {
    return spendings.equals(other.spendings)
        && contexts.equals(other.contexts)
        && copiedFrom.equals(other.copiedFrom)
        && linesSkipped == other.linesSkipped
        && problem.equals(other.problem);
  }

  SessionUsage withVersion(long changed) {
    return new SessionUsage(
        session, changed, spendings, contexts, pricesOf, copiedFrom, linesSkipped, problem);
  }

  /** Whether it has used something. */
  public boolean isAny() {
    return !spendings.isEmpty();
  }

  /** All of it, and whose it is. */
  public ObjectNode toldJson() {
    return Json.object().put("session_id", session).setAll(json());
  }

  /** All of it. */
  public ObjectNode json() {
    Spending all = sum(spendings);
    ObjectNode json = all.tokens().into(Json.object().put("answers", all.answers()));
    ObjectNode cost = json.putObject("cost");
    cost.put("usd", Spending.dollars(all.cost()))
        .put("estimate", true)
        .put("prices_of", pricesOf == null ? null : pricesOf.toString());
    ArrayNode unknown = cost.putArray("unknown_models");
    spendings.stream()
        .filter(spending -> spending.cost() == null)
        .map(Spending::model)
        .distinct()
        .forEach(unknown::add);
    Context main = contexts.get(Fact.MAIN);
    json.set("context", main == null ? null : main.json());
    ArrayNode models = json.putArray("models");
    grouped(spendings, Spending::model)
        .forEach((model, of) -> models.add(sum(of).into(Json.object().put("model", model))));
    ArrayNode agents = json.putArray("agents");
    grouped(spendings, Spending::agentId).forEach((agent, of) -> agents.add(agentJson(agent, of)));
    return json.put("forked_from", copiedFrom.isEmpty() ? null : copiedFrom)
        .put("lines_skipped", linesSkipped)
        .put("problem", problem.isEmpty() ? null : problem);
  }

  /** The model that the main agent asked last; empty when it has asked none. */
  public String model() {
    Context main = contexts.get(Fact.MAIN);
    return main == null ? "" : main.model();
  }

  /** What one agent has used; null when it has used nothing yet. */
  public @Nullable ObjectNode agentJson(String agentId) {
    List<Spending> of =
        spendings.stream().filter(spending -> spending.agentId().equals(agentId)).toList();
    return of.isEmpty() ? null : agentJson(agentId, of);
  }

  private ObjectNode agentJson(String agentId, List<Spending> of) {
    ObjectNode json = sum(of).into(Json.object().put("agent_id", agentId));
    Context context = contexts.get(agentId);
    json.set("context", context == null ? null : context.json());
    ArrayNode models = json.putArray("models");
    of.stream().map(Spending::model).forEach(models::add);
    return json;
  }

  private static Map<String, List<Spending>> grouped(
      List<Spending> all, Function<Spending, String> by) {
    return all.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
  }

  private static Spending sum(List<Spending> of) {
    return of.stream().reduce(Spending.NOTHING, Spending::plus);
  }
}
