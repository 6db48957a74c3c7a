package io.mpm.monitor.proxy.batch;

import io.mpm.monitor.proxy.counters.Losses;
import io.mpm.monitor.proxy.intake.EventReader;
import io.mpm.monitor.proxy.intake.Reading;
import io.mpm.monitor.proxy.intake.Spool;
import io.mpm.monitor.proxy.intake.SpoolFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Map<String, SpoolFile> files = new LinkedHashMap<>();
    List<String> texts = new ArrayList<>();
    Losses losses = new Losses();
    long bytes = 0;
    for (SpoolFile file : oldest(atMost, without)) {
      if (read(file) instanceof Reading.Complete complete) {
        if (!policy.oneMore(texts.size(), bytes, complete.bytes()).takes()) {
          break;
        }
        files.put(complete.event().id(), file);
        texts.add(complete.text());
        bytes += complete.bytes();
        losses.add(complete.sanitized());
      }
    }
    return texts.isEmpty()
        ? Optional.empty()
        : Optional.of(new OutgoingBatch(envelope.around(texts), files, losses));
  }

  /** One more than a batch holds is never read. */
  private List<SpoolFile> oldest(int atMost, Optional<SpoolFile> without) {
    return spool.ready().stream()
        .filter(file -> !without.equals(Optional.of(file)))
        .limit(Math.min(atMost, policy.events()))
        .toList();
  }

  private Reading read(SpoolFile file) {
    Reading reading = reader.read(file);
    spool.read(file, reading);
    return reading;
  }
}
