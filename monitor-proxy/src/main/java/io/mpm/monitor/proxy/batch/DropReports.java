package io.mpm.monitor.proxy.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.proxy.counters.Gap;
import io.mpm.monitor.proxy.counters.Gaps;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the daemon which events it will never see, as events. For the loop's thread only. */
public final class DropReports {

  private static final String WORD = "events-dropped";
  private static final String NAME = "EventsDropped";

  private final Envelope envelope;
  private final BatchPolicy policy;
  private final Gaps gaps;

  public DropReports(Envelope envelope, BatchPolicy policy, Gaps gaps) {
    this.envelope = envelope;
    this.policy = policy;
    this.gaps = gaps;
  }

  /**
   * A batch of reports.
   *
   * @param ids of its events
   */
  public record Reports(String text, Set<String> ids) {

    public Reports {
      ids = Set.copyOf(ids);
    }

    public boolean isEmpty() {
      return ids.isEmpty();
    }
  }

  /** The oldest of what was announced, as many as go together. */
  public Reports next() {
    Set<String> ids = new LinkedHashSet<>();
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, Gap> gap : gaps.announced().entrySet()) {
      if (ids.size() < policy.events()) {
        ids.add(gap.getKey());
        texts.add(Json.text(BatchCodec.encode(event(gap.getKey(), gap.getValue()))));
      }
    }
    return new Reports(envelope.around(texts), ids);
  }

  private static PublishedEvent event(String id, Gap gap) {
    ObjectNode data = Json.object().put("hook_event_name", NAME);
    if (!gap.session().isEmpty()) {
      data.put("session_id", gap.session());
    }
    data.put("count", gap.count())
        .put("from", gap.from().toString())
        .put("to", gap.to().toString())
        .put("reason", gap.reason().word());
    return new PublishedEvent(id, gap.to(), WORD, data);
  }
}
