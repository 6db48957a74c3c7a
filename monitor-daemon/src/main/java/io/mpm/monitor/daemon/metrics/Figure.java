package io.mpm.monitor.daemon.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One number, as it was at one moment.
 *
 * @param name lower-case words joined by dots, such as {@code events.stored}
 * @param help what it counts, in a sentence without its period
 * @param labels tell figures of one name apart; all of a name have the same ones
 */
public record Figure(String name, String help, Kind kind, Map<String, String> labels, long value) {

  /** Whether it only grows. */
  public enum Kind {
    COUNTER,
    GAUGE
  }

  public Figure {
    if (!name.matches("[a-z]+(\\.[a-z]+)*")) {
      throw new IllegalArgumentException("name must be words joined by dots: " + name);
    }
    labels = Map.copyOf(labels);
  }

  public static Figure counter(String name, String help, long value) {
    return new Figure(name, help, Kind.COUNTER, Map.of(), value);
  }

  public static Figure gauge(String name, String help, long value) {
    return new Figure(name, help, Kind.GAUGE, Map.of(), value);
  }

  /** The same, told apart by one more label. */
  public Figure with(String label, String text) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(label, text);
    return new Figure(name, help, kind, more, value);
  }

  /** Its name and labels, such as {@code requests.refused{reason="…"}}. */
  public String series() {
    return labels.isEmpty()
        ? name
        : new TreeMap<>(labels)
            .entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", name + "{", "}"));
  }
}
