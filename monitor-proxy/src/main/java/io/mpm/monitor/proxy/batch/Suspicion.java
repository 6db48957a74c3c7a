package io.mpm.monitor.proxy.batch;

import io.mpm.monitor.proxy.intake.SpoolFile;
import java.util.Optional;

/**
 * Sees to it that no event holds the line for ever. When a daemon that lets us in leaves the same
 * events without an answer again and again, they go in ever smaller batches, until one goes alone.
 * If that gets no answer either it is a suspect: those behind it and it are tried in turn. It is to
 * blame when it is the only one without an answer, more than once; when those behind it get none,
 * the daemon is ill and nobody is to blame. For the loop's thread only.
 */
public final class Suspicion {

  private static final int PATIENCE = 2;
  private static final int PROOFS = 2;

  private final int most;
  private int limit;
  private int failures;
  private int proofs;
  private boolean othersFirst;
  private Optional<SpoolFile> head = Optional.empty();
  private Optional<SpoolFile> suspect = Optional.empty();

  /**
   * @param most how many events a batch can have
   */
  public Suspicion(int most) {
    this.most = most;
    this.limit = most;
  }

  /** How many events may go together now. */
  public int limit() {
    return limit;
  }

  /** The event that stays behind for now, so that others are tried. */
  public Optional<SpoolFile> behind() {
    return othersFirst ? suspect : Optional.empty();
  }

  /** There are no others. */
  public void nobodyElse() {
    othersFirst = false;
  }

  /**
   * A batch got no answer.
   *
   * @param first its first event
   * @param events how many it had
   * @return whether that event is to blame
   */
  public boolean unanswered(SpoolFile first, int events) {
    if (suspect.equals(Optional.of(first))) {
      boolean guilty = proofs >= PROOFS;
      othersFirst = !guilty;
      suspect = guilty ? Optional.empty() : suspect;
      return guilty;
    }
    failures = head.equals(Optional.of(first)) && suspect.isEmpty() ? failures + 1 : 1;
    head = Optional.of(first);
    suspect = Optional.empty();
    if (failures >= PATIENCE && events > 1) {
      limit = Math.max(1, events / 2);
    } else if (failures >= PATIENCE) {
      limit = 1;
      proofs = 0;
      othersFirst = true;
      suspect = head;
    }
    return false;
  }

  /** A batch that began with that event was answered. */
  public void answered(SpoolFile first) {
    if (suspect.isPresent() && !suspect.equals(Optional.of(first))) {
      proofs++;
      othersFirst = false;
      return;
    }
    suspect = Optional.empty();
    head = Optional.empty();
    limit = Math.min(most, 2 * limit);
  }
}
