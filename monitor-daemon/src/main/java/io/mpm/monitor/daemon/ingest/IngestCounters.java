package io.mpm.monitor.daemon.ingest;

/**
 * What became of every event that any door took in: {@code received = stored + duplicates +
 * rejected}, in each snapshot.
 *
 * @param received counted by itself, so that the sum can be held against it
 * @param stored numbered, kept and shown
 * @param duplicates known by their id
 * @param rejected what was no event, of which the producer was told why, and what came one by one
 *     and could not be taken in
 */
public record IngestCounters(long received, long stored, long duplicates, long rejected) {

  static final IngestCounters NONE = new IngestCounters(0, 0, 0, 0);

  IngestCounters plus(long moreReceived, long moreStored, long moreDuplicates, long moreRejected) {
    return new IngestCounters(
        received + moreReceived,
        stored + moreStored,
        duplicates + moreDuplicates,
        rejected + moreRejected);
  }
}
