package io.mpm.monitor.daemon.ingest;

/**
 * What became of every event that any door took in: {@code received = stored + duplicates +
 * rejected}, in each snapshot.
 *
 * @param stored numbered, kept and shown
 * @param duplicates known by their id
 * @param rejected no events; the producer was told why
 */
public record IngestCounters(long stored, long duplicates, long rejected) {

  static final IngestCounters NONE = new IngestCounters(0, 0, 0);

  public long received() {
    return stored + duplicates + rejected;
  }

  IngestCounters plus(long moreStored, long moreDuplicates, long moreRejected) {
    return new IngestCounters(
        stored + moreStored, duplicates + moreDuplicates, rejected + moreRejected);
  }
}
