package io.mpm.monitor.daemon.jsonc;

import java.util.List;
import java.util.Optional;

/** A value, and where it stands in the text that it was parsed from. */
public sealed interface JsoncValue extends Span {

  /** What holds other values between two brackets. */
  sealed interface Container extends JsoncValue {

    /** What is between the commas, in order. */
    List<? extends Span> items();

    default boolean isEmpty() {
      return items().isEmpty();
    }
  }

  /** A string, a number, {@code true}, {@code false} or {@code null}. */
  record Scalar(int start, int end) implements JsoncValue {}

  /** A list of values. */
  record Elements(int start, int end, List<JsoncValue> items) implements Container {

    public Elements {
      items = List.copyOf(items);
    }
  }

  /** A list of members. A name may stand twice, as it may in JSON. */
  record Members(int start, int end, List<Member> items) implements Container {

    public Members {
      items = List.copyOf(items);
    }

    /** The value of that name; of two, the one that a JSON parser takes: the last. */
    public Optional<JsoncValue> member(String name) {
      return items.stream()
          .filter(member -> member.name().equals(name))
          .reduce((first, second) -> second)
          .map(Member::value);
    }
  }

  /** A name and its value; it starts where the name does. */
  record Member(int start, String name, JsoncValue value) implements Span {

    @Override
    public int end() {
      return value.end();
    }
  }
}
