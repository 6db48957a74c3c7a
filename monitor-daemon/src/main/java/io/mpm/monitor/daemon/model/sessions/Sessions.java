package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.facts.Fact;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts of all sessions. Tables that change, confined to one thread, because copying state
 * for every event would cost more than all the rest of it; what readers get are values.
 */
public final class Sessions {

  /** How much is kept; beyond it, the sessions that were not heard of for longest are forgotten. */
  public record Bounds(int sessions, int callsPerSession, long bytes) {
    /** Those of a daemon with the default memory. */
    public static final Bounds USUAL = within(128L << 20);

    public Bounds {
      if (sessions < 1 || callsPerSession < 1 || bytes < 1) {
        throw new IllegalArgumentException(
            "bounds must be positive: " + sessions + ", " + callsPerSession + ", " + bytes);
      }
    }

    /** Those of a daemon that may take so much: a twentieth of it. */
    public static Bounds within(long memoryBytes) {
      return new Bounds(1_000, 20_000, memoryBytes / 20);
    }
  }

  private final Bounds bounds;
  private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);
  private final Lineage lineage = new Lineage();
  private long forgotten;
  private long bytes;

  public Sessions(Bounds bounds) {
    this.bounds = bounds;
  }

  /** Folds one event in. An event of no session is read for itself, and leaves nothing behind. */
  public Findings fold(Fact fact) {
    if (fact.session().isEmpty()) {
      return new Session(fact, 1).fold(fact);
    }
    Session session = sessions.get(fact.session());
    boolean isNew = session == null;
    long before = session == null ? 0 : session.bytes();
    if (session == null) {
      session = new Session(fact, bounds.callsPerSession());
      sessions.put(fact.session(), session);
    }
    Findings findings = session.fold(fact);
    lineage.fold(fact, isNew, this::find);
    bytes += session.bytes() - before;
    while (sessions.size() > 1 && (sessions.size() > bounds.sessions() || bytes > bounds.bytes())) {
      forgetEldest();
    }
    return findings;
  }

  private Optional<Session> find(String id) {
    return sessions.containsKey(id) ? Optional.ofNullable(sessions.get(id)) : Optional.empty();
  }

  private void forgetEldest() {
    forget(sessions.keySet().iterator().next());
    forgotten++;
  }

  /** Forgets a session, if it is kept. */
  public void forget(String id) {
    Session gone = sessions.remove(id);
    bytes -= gone == null ? 0 : gone.bytes();
  }

  /** Every session that is kept, the one heard of last at the end. */
  public List<SessionSummary> summaries() {
    Collection<Session> all = sessions.values();
    return all.stream().map(Session::summary).toList();
  }

  /** All that is known of a session; empty when it is not kept. */
  public Optional<SessionSnapshot> snapshot(String id) {
    // Looking must not change what is forgotten next: a replay knows nothing of readers.
    return sessions.entrySet().stream()
        .filter(session -> session.getKey().equals(id))
        .findFirst()
        .map(session -> session.getValue().snapshot());
  }

  /** How many sessions were forgotten to stay within the bounds. */
  public long forgotten() {
    return forgotten;
  }
}
