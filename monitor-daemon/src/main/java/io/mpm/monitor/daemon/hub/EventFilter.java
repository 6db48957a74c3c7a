package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.store.StoredEvent;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events a client asked for.
 *
 * @param sessions only of these sessions; all when empty
 * @param types only of these types; all when empty
 */
record EventFilter(Set<String> sessions, Set<String> types) implements Predicate<StoredEvent> {

  static final EventFilter ALL = new EventFilter(Set.of(), Set.of());

  EventFilter {
    sessions = Set.copyOf(sessions);
    types = Set.copyOf(types);
  }

  boolean passesAll() {
    return sessions.isEmpty() && types.isEmpty();
  }

  @Override
  public boolean test(StoredEvent event) {
    String session = event.sessionId();
    boolean wanted = session == null ? sessions.isEmpty() : wantsSession(session);
    return wanted && (types.isEmpty() || types.contains(event.type()));
  }

  boolean wantsSession(String session) {
    return sessions.isEmpty() || sessions.contains(session);
  }

  /** The texts in {@code array}; what is no list of texts holds none. */
  static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    for (JsonNode element : array) {
      if (element.isTextual()) {
        texts.add(element.textValue());
      }
    }
    return texts;
  }
}
