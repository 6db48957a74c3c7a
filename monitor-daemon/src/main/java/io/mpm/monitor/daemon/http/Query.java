package io.mpm.monitor.daemon.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a request, each given at most once. Asking throws what its sender is told. */
final class Query {

  private static final int SHOWN_CHARS = 80;

  private final Map<String, List<String>> parameters;

  Query(Map<String, List<String>> parameters) {
    this.parameters = Map.copyOf(parameters);
  }

  /** Refuses a request with other parameters, which its sender believes to have an effect. */
  Query requireOnly(Set<String> known) {
    for (String name : parameters.keySet()) {
      if (!known.contains(name)) {
        throw new BadRequestException(
            "there is no parameter %s here; known are %s"
                .formatted(shown(name), String.join(", ", new TreeSet<>(known))));
      }
    }
    return this;
  }

  /** The text of {@code name}; empty when it is missing or blank. */
  Optional<String> text(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new BadRequestException(name + " is given more than once");
    }
    return values.stream().filter(value -> !value.isBlank()).findFirst();
  }

  /** As {@link #text}, of what a blank names none of: its sender believes that it selects. */
  Optional<String> name(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty() && parameters.containsKey(name)) {
      throw new BadRequestException(name + " is blank: leave it out, or name one");
    }
    return text;
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> new BadRequestException(name + " is missing"));
  }

  /** The whole number of {@code name}, from {@code min} to {@code max}. */
  long number(String name, long otherwise, long min, long max) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new BadRequestException(
        "%s must be a whole number from %d to %d: %s".formatted(name, min, max, shown(text.get())));
  }

  /** A value as it can stand in an answer and a log. */
  static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }
}
