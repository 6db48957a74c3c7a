package io.mpm.monitor.daemon.store;

/**
 * How many events a store has let go of, and why. What somebody asked it to forget is no part of
 * it.
 *
 * @param forAge because they were older than they may become
 * @param forRoom because all of them took more room than they may, and these were the oldest
 */
public record LetGo(long forAge, long forRoom) {

  static final LetGo NONE = new LetGo(0, 0);

  long events() {
    return forAge + forRoom;
  }

  LetGo and(LetGo more) {
    return new LetGo(forAge + more.forAge, forRoom + more.forRoom);
  }
}
