package io.mpm.monitor.proxy.batch;

import io.mpm.monitor.proxy.counters.Losses;
import io.mpm.monitor.proxy.intake.SpoolFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A batch, and which files it settles once it is acknowledged.
 *
 * @param text its JSON
 * @param files by event id, in the order in which the events stand in the batch
 * @param losses what was taken out of them
 */
public record OutgoingBatch(String text, Map<String, SpoolFile> files, Losses losses) {

  public OutgoingBatch {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a batch without events");
    }
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** How many events the batch has. */
  public int size() {
    return files.size();
  }
}
