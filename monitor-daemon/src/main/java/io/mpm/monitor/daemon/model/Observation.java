package io.mpm.monitor.daemon.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.sessions.Fork;
import io.mpm.monitor.daemon.model.sessions.Interruption;
import io.mpm.monitor.daemon.model.sessions.Silence;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.event.EventId;
import io.mpm.monitor.protocol.event.EventKind;
import io.mpm.monitor.protocol.event.EventKinds;
import java.time.Instant;

/**
 * What the daemon itself has seen, as an event in the shape of a hook: so it is kept, numbered and
 * told like any other, and a replay comes to the same. Seen again, it is the same event.
 */
public final class Observation {

  private Observation() {}

  /** Of a session that was silent until {@code now}. */
  public static PublishedEvent of(Silence silence, Instant now) {
    ObjectNode data = data(EventKinds.SESSION_SILENT, silence.session());
    data.put("since", silence.since().toString()).put("gone", silence.gone());
    return event(now, data);
  }

  public static PublishedEvent of(Interruption interruption) {
    ObjectNode data = data(EventKinds.TURN_INTERRUPTED, interruption.session());
    if (!interruption.agentId().equals(Fact.MAIN)) {
      data.put("agent_id", interruption.agentId());
    }
    return event(interruption.at(), data);
  }

  /** Of the session that was forked. */
  public static PublishedEvent of(Fork fork) {
    ObjectNode data = data(EventKinds.SESSION_FORKED, fork.origin());
    return event(fork.started(), data.put("fork", fork.session()));
  }

  private static ObjectNode data(EventKind kind, String session) {
    return Json.object().put("session_id", session).put("hook_event_name", kind.hookEvent());
  }

  private static PublishedEvent event(Instant at, ObjectNode data) {
    return new PublishedEvent(EventId.derive(at, Json.text(data)), at, "", data);
  }
}
