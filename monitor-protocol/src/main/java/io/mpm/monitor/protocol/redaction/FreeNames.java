package io.mpm.monitor.protocol.redaction;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Names for the fields of one object whose own names were secrets, and left the same marker. Not
 * thread-safe.
 */
final class FreeNames {

  private final Map<String, Integer> given = new HashMap<>();

  /** {@code name}, or it with a number where that is taken; no number is tried twice. */
  String free(String name, Predicate<String> taken) {
    int number = given.getOrDefault(name, 1);
    String candidate = numbered(name, number);
    while (taken.test(candidate)) {
      number++;
      candidate = numbered(name, number);
    }
    given.put(name, number + 1);
    return candidate;
  }

  private static String numbered(String name, int number) {
    return number == 1 ? name : name + " " + number;
  }
}
