package io.mpm.monitor.daemon.model.tools;

import java.util.Locale;

/** How we know that a call has ended; the later a word, the better the proof. */
public enum Proof {
  NONE,
  /** Something happened that cannot happen while it runs. */
  INFERRED,
  /** The batch that it was part of is over. */
  BATCH,
  /** Its own end was told. */
  END;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
