package io.mpm.monitor.daemon.access;

/**
 * What the {@link AccessPolicy} says to a request. Reasons are for logs and answers: they hold
 * nothing that was secret.
 */
public sealed interface Decision {

  /**
   * Let it in.
   *
   * @param authenticated whether it has shown the token
   */
  record Allow(boolean authenticated) implements Decision {}

  /**
   * Send it away.
   *
   * @param status 400 for what no honest client sends, 401 without the right token, 403 from a
   *     wrong place
   */
  record Deny(int status, String reason) implements Decision {}
}
