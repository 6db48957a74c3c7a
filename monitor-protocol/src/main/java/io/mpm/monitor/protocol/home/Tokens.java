package io.mpm.monitor.protocol.home;

import java.io.IOException;

/**
 * The secrets that a daemon knows its clients by.
 *
 * @param owner gives every right
 * @param producer gives the right to add events, and to read nothing
 */
public record Tokens(AccessToken owner, AccessToken producer) {

  /** The tokens of a home, made first where there are none. */
  public static Tokens readOrCreate(MonitorHome home) throws IOException {
    return new Tokens(
        AccessToken.readOrCreate(home.token()), AccessToken.readOrCreate(home.producerToken()));
  }
}
