package io.mpm.monitor.daemon.model.sessions;

import io.mpm.monitor.daemon.model.facts.Fact;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The accounts of all sessions. Tables that change, confined to one thread, because copying state
 * for every event would cost more than all the rest of it; what readers get are values.
 */
public final class Sessions {

  /**
   * How much is kept. Beyond the number of sessions, the one that was not heard of for longest is
   * forgotten. Beyond the bytes, diffs are given up first, of all sessions the oldest, then the
   * calls that ended before all others, and whole sessions only where that is not enough.
   */
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

  /** Of a call that ended within so many events something may still be told. */
  private static final int RECENT_EVENTS = 1_000;

  /**
   * One part in so many of the bytes may be what a session gives up only as a whole, or else a
   * month of old sessions would leave those at work nothing for their calls.
   */
  private static final int OWN_SHARE = 2;

  private final Bounds bounds;
  private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);
  private final Lineage lineage = new Lineage();
  private final Holdings holdings = new Holdings();
  private long number;
  private long forgotten;

  public Sessions(Bounds bounds) {
    this.bounds = bounds;
  }

  /** Folds one event in. An event of no session is read for itself, and leaves nothing behind. */
  public Findings fold(Fact fact) {
    if (fact.session().isEmpty()) {
      return new Session(fact, 1).fold(fact, 0);
    }
    number++;
    Session session = sessions.get(fact.session());
    boolean isNew = session == null;
    Holding before = session == null ? Holding.NONE : session.holding();
    if (session == null) {
      session = new Session(fact, bounds.callsPerSession());
      sessions.put(fact.session(), session);
    }
    try {
      Findings findings = session.fold(fact, number);
      lineage.fold(fact, isNew, this::find, this::takeBackResume);
      return findings;
    } finally {
      holdings.changed(session, before, session.holding());
      stayWithinBounds(fact.at());
    }
  }

  private void stayWithinBounds(Instant now) {
    while (sessions.size() > bounds.sessions()) {
      forgetEldest();
    }
    boolean gaveUp = true;
    while (gaveUp && holdings.bytes() > bounds.bytes()) {
      gaveUp = giveUp(now);
    }
  }

  /** Gives up what is missed least; false when nothing is left that may go. */
  private boolean giveUp(Instant now) {
    Optional<Session> diffs = holdings.withOldestDiffs();
    Optional<Session> call = holdings.withOldestCallBefore(number - RECENT_EVENTS);
    if (ownTakesTooMuch() && eldest().isSilent(now)) {
      forgetEldest();
    } else if (diffs.isPresent()) {
      change(diffs.get(), Session::giveUpDiffs);
    } else if (call.isPresent()) {
      change(call.get(), Session::giveUpCall);
    } else if (sessions.size() > 1) {
      forgetEldest();
    } else if (eldest().hasCalls()) {
      // Few calls of one session can hold as much as thousands usually do.
      change(eldest(), Session::forgetEldestCall);
    } else {
      return false;
    }
    return true;
  }

  private boolean ownTakesTooMuch() {
    return sessions.size() > 1 && holdings.ownBytes() > bounds.bytes() / OWN_SHARE;
  }

  private void change(Session session, Consumer<Session> change) {
    Holding before = session.holding();
    change.accept(session);
    holdings.changed(session, before, session.holding());
  }

  private Session eldest() {
    return sessions.values().iterator().next();
  }

  private Optional<Session> find(String id) {
    return sessions.containsKey(id) ? Optional.ofNullable(sessions.get(id)) : Optional.empty();
  }

  private void takeBackResume(String id) {
    find(id).ifPresent(session -> change(session, Session::takeBackResume));
  }

  private void forgetEldest() {
    forget(sessions.keySet().iterator().next());
    forgotten++;
  }

  /** Forgets a session, if it is kept. */
  public void forget(String id) {
    Session gone = sessions.remove(id);
    if (gone != null) {
      holdings.changed(gone, gone.holding(), Holding.NONE);
    }
  }

  /** About how much memory all of it takes. */
  long bytes() {
    return holdings.bytes();
  }

  /** Every session that is kept, the one heard of last at the end. */
  public List<SessionSummary> summaries() {
    Collection<Session> all = sessions.values();
    return all.stream().map(Session::summary).toList();
  }

  /** All that is known of a session; empty when it is not kept. */
  public Optional<SessionSnapshot> snapshot(String id) {
    return kept(id).map(Session::snapshot);
  }

  /** The sessions that are silent at {@code now} though something is said to be at work in them. */
  public List<Silence> silences(Instant now) {
    return sessions.values().stream().flatMap(session -> session.silence(now).stream()).toList();
  }

  /** Whether nothing has told of it yet. */
  public boolean isNews(Interruption interruption) {
    return kept(interruption.session()).filter(session -> session.isNews(interruption)).isPresent();
  }

  /** Whether nothing has told of it yet. */
  public boolean isNews(Fork fork) {
    return kept(fork.origin()).filter(session -> session.isNews(fork)).isPresent();
  }

  /** Looking must not change what is forgotten next: a replay knows nothing of readers. */
  private Optional<Session> kept(String id) {
    return sessions.entrySet().stream()
        .filter(session -> session.getKey().equals(id))
        .findFirst()
        .map(Map.Entry::getValue);
  }

  /** How many sessions were forgotten to stay within the bounds. */
  public long forgotten() {
    return forgotten;
  }
}
