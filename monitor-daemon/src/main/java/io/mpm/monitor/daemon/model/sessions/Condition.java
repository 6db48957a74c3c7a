package io.mpm.monitor.daemon.model.sessions;

import java.util.Locale;

/**
 * How a session stands.
 *
 * @param waitingFor what it waits for; empty when it does not wait
 */
public record Condition(State state, String waitingFor) {

  /** The states of a session. */
  public enum State {
    /** Claude or one of its agents is at work. */
    WORKING,
    /** Nothing goes on until the user does something. */
    WAITING,
    /** Claude has finished its turn. */
    DONE,
    /** The session has ended, or was not heard of for so long that nobody believes in it. */
    GONE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Condition of(State state) {
    return new Condition(state, "");
  }

  static Condition waiting(Turn.Wait what) {
    return new Condition(State.WAITING, what.word());
  }
}
