package io.mpm.monitor.proxy.batch;

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

  private final Envelope envelope;
  private final BatchPolicy policy;
  private final EventReader reader;
  private final Spool spool;

  public Batcher(Envelope envelope, BatchPolicy policy, EventReader reader, Spool spool) {
    this.envelope = envelope;
    this.policy = policy;
    this.reader = reader;
    this.spool = spool;
  }

  /**
   * The oldest events, as many as go together; empty when none waits.
   *
   * @param atMost so many events
   * @param without that one
   */
  public Optional<OutgoingBatch> next(int atMost, Optional<SpoolFile> without) {
    Set<SpoolName> lookedAtAgain = new HashSet<>();
    Optional<Draft> draft = draft(atMost, without, lookedAtAgain);
    while (draft.isEmpty()) {
      draft = draft(atMost, without, lookedAtAgain);
    }
    return draft.get().batch(envelope);
  }

  /**
   * The next draft; empty when a file turned out to be another one than it was, and the order with
   * it.
   */
  private Optional<Draft> draft(
      int atMost, Optional<SpoolFile> without, Set<SpoolName> lookedAtAgain) {
    Draft draft = new Draft();
    for (SpoolFile file : oldest(atMost, without)) {
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
  private List<SpoolFile> oldest(int atMost, Optional<SpoolFile> without) {
    return spool.ready().stream()
        .filter(file -> !without.equals(Optional.of(file)))
        .limit(Math.min(atMost, policy.events()))
        .toList();
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

    Optional<OutgoingBatch> batch(Envelope envelope) {
      return texts.isEmpty()
          ? Optional.empty()
          : Optional.of(new OutgoingBatch(envelope.around(texts), files, losses));
    }
  }
}
