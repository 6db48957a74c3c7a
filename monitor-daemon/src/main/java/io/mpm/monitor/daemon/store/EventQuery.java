package io.mpm.monitor.daemon.store;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which events somebody looks for.
 *
 * @param since only after this number
 * @param session only of this session
 * @param type only of this wire type
 * @param text only with these words in them
 * @param limit at most so many, from 1 to {@link #MAX_LIMIT}; fewer when they are large
 */
public record EventQuery(
    long since,
    Optional<String> session,
    Optional<String> type,
    Optional<SearchText> text,
    int limit)
    implements Predicate<StoredEvent> {

  public static final int MAX_LIMIT = 1_000;

  /** What the JSON of one answer may weigh, the event that goes over it included. */
  static final long MAX_BYTES = 4L << 20;

  public EventQuery {
    if (since < 0) {
      throw new IllegalArgumentException("since must be at least 0: " + since);
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_LIMIT + ": " + limit);
    }
  }

  /** All of a session after {@code since}. */
  public static EventQuery ofSession(String session, long since, int limit) {
    return new EventQuery(since, Optional.of(session), Optional.empty(), Optional.empty(), limit);
  }

  /** Whether an event is one of them, its number aside. */
  @Override
  public boolean test(StoredEvent event) {
    return session.map(wanted -> wanted.equals(event.sessionId())).orElse(true)
        && type.map(wanted -> wanted.equals(event.type())).orElse(true)
        && text.map(wanted -> wanted.isIn(EventText.of(event).words())).orElse(true);
  }
}
