package io.mpm.monitor.daemon.access;

/**
 * What the {@link AccessPolicy} says to a request. Reasons are for logs and answers: they hold
 * nothing that was secret.
 */
public sealed interface Decision {

  /**
   * Let it in.
   *
   * @param holder what it has shown, and not what it asked for
   */
  record Allow(Holder holder) implements Decision {}

  /** Of which token somebody is the holder. */
  enum Holder {
    /** None that was needed: a stranger. */
    NOBODY,
    /** Of the one that adds events and reads nothing. */
    PRODUCER,
    /** Of the one that may do everything. */
    OWNER
  }

  /**
   * Send it away.
   *
   * @param status 400 for what no honest client sends, 401 without the right token, 403 from a
   *     wrong place
   */
  record Deny(int status, String reason) implements Decision {}
}
