package io.mpm.monitor.proxy.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides whether the proxy should end, and says why in words for its user. Pure. */
@FunctionalInterface
public interface Expiration {

  /** Why it should end; empty when it should go on. */
  Optional<String> reason(LifeSigns signs);

  /** Ends as soon as one of {@code expirations} says so. */
  static Expiration any(Expiration... expirations) {
    List<Expiration> parts = List.of(expirations);
    return signs -> parts.stream().flatMap(part -> part.reason(signs).stream()).findFirst();
  }

  /** Ends when all of {@code expirations} say so. */
  static Expiration all(Expiration... expirations) {
    List<Expiration> parts = List.of(expirations);
    return signs -> {
      List<String> reasons = new ArrayList<>();
      for (Expiration part : parts) {
        part.reason(signs).ifPresent(reasons::add);
      }
      return reasons.size() == parts.size()
          ? Optional.of(String.join(", ", reasons))
          : Optional.empty();
    };
  }

  /** Ends when no event has come or gone for that long. */
  static Expiration idleFor(Duration limit) {
    return signs ->
        when(
            signs.idle().compareTo(limit) >= 0,
            "no event for " + signs.idle().toMinutes() + " minutes");
  }

  /** Ends when the proxy has lived for that long with settings that it cannot use. */
  static Expiration livedFor(Duration limit) {
    return signs ->
        when(
            signs.age().compareTo(limit) >= 0,
            "after "
                + signs.age().toMinutes()
                + " minutes the settings of its environment may be others");
  }

  /** Ends when no event waits. */
  static Expiration spoolEmpty() {
    return signs -> when(signs.waiting() == 0, "the spool is empty");
  }

  /** Ends when the home was deleted, or belongs to another proxy. */
  static Expiration homeGone() {
    return signs -> when(!signs.homeThere(), "its home is gone");
  }

  /** Ends when something wants the proxy's place. What waits is for that. */
  static Expiration replaced() {
    return signs -> signs.successor().map(successor -> "replaced by " + successor.name());
  }

  private static Optional<String> when(boolean condition, String reason) {
    return condition ? Optional.of(reason) : Optional.empty();
  }
}
