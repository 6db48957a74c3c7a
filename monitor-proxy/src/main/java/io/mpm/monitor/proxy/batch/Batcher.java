package io.mpm.monitor.proxy.batch;

import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.proxy.counters.Losses;
import io.mpm.monitor.proxy.intake.EventReader;
import io.mpm.monitor.proxy.intake.Reading;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.intake.SpoolFile;
import io.mpm.monitor.proxy.intake.SpoolName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the next batch of what waits. The files stay where they are, so the same events go again
 * until they are acknowledged. For the loop's thread only.
 */
public final class Batcher {

  private final String producer;
  private final BatchPolicy policy;
  private final EventReader reader;
  private final Spool spool;

  /**
   * @param producer our name on every batch
   */
  public Batcher(String producer, BatchPolicy policy, EventReader reader, Spool spool) {
    this.producer = producer;
    this.policy = policy;
    this.reader = reader;
    this.spool = spool;
  }

  /** The oldest events, as many as go together; empty when none waits. */
  public Optional<OutgoingBatch> next() {
    Set<SpoolName> lookedAtAgain = new HashSet<>();
    Optional<Draft> draft = draft(lookedAtAgain);
    while (draft.isEmpty()) {
      draft = draft(lookedAtAgain);
    }
    return draft.get().batch(producer);
  }

  /** Empty when a file turned out to be another one than it was, and the order with it. */
  private Optional<Draft> draft(Set<SpoolName> lookedAtAgain) {
    Draft draft = new Draft();
    for (SpoolFile file : oldest()) {
      Reading reading = reader.read(file);
      if (reading instanceof Reading.Incomplete
          && lookedAtAgain.add(file.name())
          && spool.lookAgain(file)) {
        return Optional.empty();
      }
      spool.read(file, reading);
      if (reading instanceof Reading.Complete complete) {
        if (!policy.oneMore(draft.texts.size(), draft.bytes, complete.bytes()).takes()) {
          break;
        }
        draft.add(file, complete);
      }
    }
    return Optional.of(draft);
  }

  /** One more than a batch holds is never read. */
  private List<SpoolFile> oldest() {
    return spool.ready().stream().limit(policy.events()).toList();
  }

  private static final class Draft {

    private final Map<String, SpoolFile> files = new LinkedHashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final Losses losses = new Losses();
    private long bytes;

    void add(SpoolFile file, Reading.Complete complete) {
      files.put(complete.event().id(), file);
      texts.add(complete.text());
      bytes += complete.bytes();
      losses.add(complete.sanitized());
    }

    Optional<OutgoingBatch> batch(String producer) {
      return texts.isEmpty()
          ? Optional.empty()
          : Optional.of(new OutgoingBatch(BatchCodec.join(producer, texts), files, losses));
    }
  }
}
