package io.mpm.monitor.proxy.intake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a spool file, {@code <word>.<pid>.<unique>}; see {@code docs/protocol.md}.
 *
 * @param text the whole name
 * @param word what {@code mpm-hook} was called with
 * @param pid the hook's process
 */
public record SpoolName(String text, String word, long pid) {

  private static final Pattern SHAPE =
      Pattern.compile("([a-z0-9-]{1,64})\\.([0-9]{1,10})\\.[A-Za-z0-9-]{1,128}");

  /** The parts of {@code name}; empty when it is not ours to touch. */
  public static Optional<SpoolName> parse(String name) {
    Matcher matcher = SHAPE.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(new SpoolName(name, matcher.group(1), Long.parseLong(matcher.group(2))));
  }
}
