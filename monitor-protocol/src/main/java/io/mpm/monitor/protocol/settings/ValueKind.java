package io.mpm.monitor.protocol.settings;

import io.mpm.monitor.protocol.home.DaemonUrl;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What values a setting takes.
 *
 * @param allowed the values, said to a user
 * @param reader the value that a text stands for; empty when it stands for none
 */
public record ValueKind<T>(String allowed, Function<String, Optional<T>> reader) {

  private static final Set<String> YES = Set.of("true", "yes", "on", "1");
  private static final Set<String> NO = Set.of("false", "no", "off", "0");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile(
          "([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?");

  /** The value that {@code text} stands for, white space around it aside. */
  public Optional<T> parse(String text) {
    return reader.apply(text.strip());
  }

  /** Whole numbers from {@code min} to {@code max}. */
  public static ValueKind<Integer> integer(int min, int max) {
    return new ValueKind<>(
        "a whole number from " + min + " to " + max,
        text -> wholeNumber(text).filter(number -> number >= min && number <= max));
  }

  private static Optional<Integer> wholeNumber(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Yes or no, in the words that shells and YAML have for it. */
  public static ValueKind<Boolean> bool() {
    return new ValueKind<>(
        "true or false",
        text -> {
          String word = text.toLowerCase(Locale.ROOT);
          return YES.contains(word)
              ? Optional.of(true)
              : NO.contains(word) ? Optional.of(false) : Optional.empty();
        });
  }

  /**
   * Addresses that only this machine reaches. Both names give 127.0.0.1: what {@code localhost}
   * resolves to is not ours to know.
   */
  public static ValueKind<String> loopback() {
    return new ValueKind<>(
        "127.0.0.1 or localhost; the monitor never listens to other machines, so forward the port"
            + " instead: ssh -L 8765:127.0.0.1:8765 HOST",
        text ->
            LOOPBACK.contains(text.toLowerCase(Locale.ROOT))
                ? Optional.of("127.0.0.1")
                : Optional.empty());
  }

  /** What the other kind takes, or nothing. */
  public static <T> ValueKind<Optional<T>> optional(ValueKind<T> kind) {
    return new ValueKind<>(
        kind.allowed() + ", or nothing",
        text -> {
          Optional<T> value = text.isEmpty() ? Optional.empty() : kind.parse(text);
          return text.isEmpty() || value.isPresent() ? Optional.of(value) : Optional.empty();
        });
  }

  /** Where a daemon can be reached. */
  public static ValueKind<DaemonUrl> address() {
    return new ValueKind<>(
        "an address such as http://127.0.0.1:8765 or unix:/run/mpm.sock", DaemonUrl::parse);
  }

  /** Names of hosts as a browser sends them, with blanks or line ends between. */
  public static ValueKind<List<String>> hosts() {
    return new ValueKind<>(
        "names of hosts, such as devbox.example:8765, with blanks between, or nothing",
        text -> {
          List<String> hosts = text.isEmpty() ? List.of() : List.of(BLANKS.split(text));
          return hosts.stream().allMatch(HOST_AND_PORT.asMatchPredicate())
              ? Optional.of(hosts)
              : Optional.empty();
        });
  }

  /** A file; whether there is one is found out by whoever opens it. */
  public static ValueKind<Path> file() {
    return new ValueKind<>(
        "an absolute path", text -> folder().parse(text).filter(Path::isAbsolute));
  }

  /** Any number of lines; what each must be is for the reader to say. */
  public static ValueKind<List<String>> lines(String allowed) {
    return new ValueKind<>(
        allowed,
        text ->
            Optional.of(text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()));
  }

  /** Folders; whether there is one is found out by whoever opens it. */
  public static ValueKind<Path> folder() {
    return new ValueKind<>(
        "a folder",
        text -> {
          try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
          } catch (InvalidPathException e) {
            return Optional.empty();
          }
        });
  }
}
