package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.ShortText;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which events a client asked for.
 *
 * @param sessions only of these sessions; all when empty
 * @param types only of these types; all when empty
 */
record EventFilter(Set<String> sessions, Set<String> types) implements Predicate<StoredEvent> {

  /** Of a value that is refused. */
  static final int LONGEST_QUOTE = 100;

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

  /**
   * The texts in the list of that name, of which one may stand alone; {@code unasked} when there is
   * no such field.
   *
   * @throws MalformedRequestException when it is something else, which must not stand for all
   */
  static Set<String> texts(JsonNode asked, String name, Set<String> unasked)
      throws MalformedRequestException {
    JsonNode value = asked.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return unasked;
    }
    Set<String> texts = new HashSet<>();
    for (JsonNode element : value.isArray() ? value : List.of(value)) {
      if (!element.isTextual()) {
        throw new MalformedRequestException(
            "%s must be a list of texts, or one: %s"
                .formatted(name, ShortText.oneLine(Json.text(value), LONGEST_QUOTE)));
      }
      texts.add(element.textValue());
    }
    return texts;
  }
}
