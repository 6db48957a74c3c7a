package io.mpm.monitor.daemon.ingest;

import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchAck.Rejection;
import java.util.ArrayList;
import java.util.List;

/** What became of the events of one batch, as far as it has been read. One thread at a time. */
final class Tally {

  private int received;
  private int stored;
  private int duplicates;
  private final List<Rejection> rejections = new ArrayList<>();

  void stored() {
    received++;
    stored++;
  }

  void duplicate() {
    received++;
    duplicates++;
  }

  void rejected(String id, String reason) {
    received++;
    rejections.add(new Rejection(id, reason));
  }

  List<Rejection> rejections() {
    return List.copyOf(rejections);
  }

  IngestCounters addedTo(IngestCounters counters) {
    return counters.plus(received, stored, duplicates, rejections.size());
  }

  BatchAck ack() {
    return new BatchAck(stored, duplicates, rejections);
  }
}
