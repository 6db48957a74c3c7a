package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.files.SeenPaths;
import io.mpm.monitor.daemon.model.sessions.Fork;
import io.mpm.monitor.daemon.model.sessions.Interruption;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.model.sessions.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Works out what events mean together, and writes it into each of them. Confined to the ingest
 * thread. The state is a function of the events in their order and of nothing else: no clock, no
 * disk; the same events give the same state, however they were cut into batches, and whether they
 * come from a producer or, with all that was written into them, from the store.
 */
public final class Account {

  private final Sessions sessions;
  private final SeenPaths paths = new SeenPaths();

  public Account(Sessions.Bounds bounds) {
    this.sessions = new Sessions(bounds);
  }

  /** Takes in an event and gives it its derived fields. */
  public void fold(WireEvent event) {
    fold(event.json(), Fact.of(event.json(), event.timestamp()));
  }

  /** Takes in an event as the store holds it. */
  public void replay(ObjectNode stored) {
    fold(stored, Fact.of(stored));
  }

  private void fold(ObjectNode event, Fact fact) {
    paths.fold(fact);
    // The data stays at the end, where a reader of the raw event looks for it.
    JsonNode data = event.remove("data");
    try {
      sessions.fold(fact).describe(event);
    } finally {
      event.set("data", data);
    }
  }

  /**
   * Forgets a session because its user wants it; an event of it that comes later begins it anew.
   */
  public void forget(String session) {
    sessions.forget(session);
    paths.forget(session);
  }

  public List<SessionSummary> sessions() {
    return sessions.summaries();
  }

  /** Empty when the session was never heard of, or is forgotten. */
  public Optional<SessionSnapshot> session(String id) {
    return sessions.snapshot(id);
  }

  /** The sessions that are silent at {@code now} though something is said to be at work in them. */
  public List<Silence> silences(Instant now) {
    return sessions.silences(now);
  }

  /** Whether an event that tells of it would change anything. */
  public boolean isNews(Interruption interruption) {
    return sessions.isNews(interruption);
  }

  /** Whether an event that tells of it would change anything. */
  public boolean isNews(Fork fork) {
    return sessions.isNews(fork);
  }

  /** The paths that events have named. */
  public SeenPaths paths() {
    return paths;
  }

  public long forgotten() {
    return sessions.forgotten();
  }
}
