package io.mpm.monitor.protocol.text;

/** How many there are of something, as people say it: one event, two events. */
public final class Counted {

  private Counted() {}

  /** Such as {@code 1 event} and {@code 2 events}. */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** Such as {@code 1 event is} and {@code 2 events are}. */
  public static String are(long count, String noun) {
    return of(count, noun) + (count == 1 ? " is" : " are");
  }

  /** Such as {@code 1 event was} and {@code 2 events were}. */
  public static String were(long count, String noun) {
    return of(count, noun) + (count == 1 ? " was" : " were");
  }
}
