package io.mpm.monitor.proxy.counters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what became of every spool file since this proxy began. At the end of every turn of the
 * loop
 *
 * <pre>seen = delivered + waiting + dropped + setAside, and delivered = accepted + duplicates</pre>
 *
 * where rejected files are among those set aside. Files of an overfull spool that nobody could look
 * at yet are not seen. For the loop's thread only.
 */
public final class Tally {

  private final Gaps gaps;
  private final Losses losses = new Losses();
  private long seen;
  private long accepted;
  private long duplicates;
  private long batches;
  private long failures;
  private String breaker = "CLOSED";
  private final Map<String, Long> breakerChanges = new TreeMap<>();
  private long asideDeleted;
  private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
  private final Map<AsideReason, Long> setAside = new EnumMap<>(AsideReason.class);

  /**
   * @param gaps what earlier proxies lost and nobody has been told of; grows by what is lost now
   */
  public Tally(Gaps gaps) {
    this.gaps = gaps;
  }

  /** A file of the spool was seen for the first time. */
  public void saw() {
    seen++;
  }

  /** The daemon acknowledged a batch. */
  public void acknowledged(int newlyAccepted, int knownAlready) {
    batches++;
    accepted += newlyAccepted;
    duplicates += knownAlready;
  }

  /** {@code taken} went out of events which were delivered, or rewritten while they waited. */
  public void lost(Losses taken) {
    losses.add(taken);
  }

  /** A batch was sent, or should have been, and was not acknowledged. */
  public void failed() {
    failures++;
  }

  /**
   * The circuit breaker is in another state.
   *
   * @param change such as {@code CLOSED_TO_OPEN}
   * @param state such as {@code OPEN}
   */
  public void breakerChanged(String change, String state) {
    breaker = state;
    breakerChanges.merge(word(change), 1L, Long::sum);
  }

  /**
   * An event is lost.
   *
   * @param session whose it was; empty when nobody knows
   * @param time when it happened
   */
  public void dropped(DropReason reason, String session, Instant time) {
    dropped.merge(reason, 1L, Long::sum);
    gaps.add(session, reason, time);
  }

  /** A file will never be delivered, and is kept. */
  public void setAside(AsideReason reason) {
    setAside.merge(reason, 1L, Long::sum);
  }

  /** A file that was set aside was deleted, to make room for newer ones. */
  public void asideDeleted() {
    asideDeleted++;
  }

  public long seen() {
    return seen;
  }

  /** How many events the daemon holds: those that it took, and those that it had already. */
  public long delivered() {
    return accepted + duplicates;
  }

  public long duplicates() {
    return duplicates;
  }

  /** How many batches were not acknowledged, or could not even be sent. */
  public long failures() {
    return failures;
  }

  public long dropped() {
    return sum(dropped);
  }

  public long setAside() {
    return sum(setAside);
  }

  public long setAsideFor(AsideReason reason) {
    return setAside.getOrDefault(reason, 0L);
  }

  /** What was lost and the daemon has not been told of. */
  public Gaps gaps() {
    return gaps;
  }

  /** How many files must still wait, if nothing was lost from sight. */
  public long waiting() {
    return seen - delivered() - dropped() - setAside();
  }

  /** All counters, as they stand in {@code run/proxy.json}. */
  public JsonNode toJson() {
    ObjectNode json =
        Json.object()
            .put("seen", seen)
            .put("delivered", delivered())
            .put("waiting", waiting())
            .put("dropped", dropped())
            .put("set_aside", setAside())
            .put("duplicates", duplicates)
            .put("rejected", setAsideFor(AsideReason.REJECTED))
            .put("batches", batches)
            .put("failures", failures)
            .put("aside_deleted", asideDeleted);
    json.set("breaker", states());
    json.set("breaker_changes", json(breakerChanges));
    json.set("dropped_for", byName(dropped));
    json.set("set_aside_for", byName(setAside));
    json.set("redacted", losses.redactedToJson());
    json.set("truncated", losses.truncatedToJson());
    return json;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The breaker's states as numbers, so that whoever collects numbers has it: 1 for the state that
   * it is in.
   */
  private ObjectNode states() {
    ObjectNode json = Json.object();
    for (String state : List.of("CLOSED", "HALF_OPEN", "OPEN")) {
      json.put(word(state), breaker.equals(state) ? 1 : 0);
    }
    return json;
  }

  private static ObjectNode json(Map<String, Long> counts) {
    ObjectNode json = Json.object();
    counts.forEach(json::put);
    return json;
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static ObjectNode byName(Map<? extends Enum<?>, Long> counts) {
    ObjectNode json = Json.object();
    counts.forEach((reason, count) -> json.put(word(reason.name()), count));
    return json;
  }
}
