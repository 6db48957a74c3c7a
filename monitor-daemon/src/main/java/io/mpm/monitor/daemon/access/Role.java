package io.mpm.monitor.daemon.access;

import java.util.Locale;
import java.util.Optional;

/** What a client that has shown the token asks to be. */
public enum Role {
  /** Reads what there is and what comes; adds nothing. */
  DASHBOARD(true, false),
  /** Adds events; reads nothing. */
  PRODUCER(false, true),
  /** Both, and may end the daemon. */
  ADMIN(true, true);

  private final boolean reads;
  private final boolean publishes;

  Role(boolean reads, boolean publishes) {
    this.reads = reads;
    this.publishes = publishes;
  }

  /**
   * The role of that name in any case; {@link #ADMIN}, all that the token gives, for none; empty
   * for one that there is not.
   */
  public static Optional<Role> named(String name) {
    if (name.isEmpty()) {
      return Optional.of(ADMIN);
    }
    for (Role role : values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  public boolean reads() {
    return reads;
  }

  public boolean publishes() {
    return publishes;
  }

  public boolean administers() {
    return this == ADMIN;
  }
}
