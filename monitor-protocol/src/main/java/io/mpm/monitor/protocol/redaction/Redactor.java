package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Takes secrets out of trees: out of texts and keys at any depth, JSON within texts and Base64
 * within texts. What it leaves instead, {@code [redacted:rule]}, it recognises: redacting twice
 * changes nothing. What stands in more than {@link Json#MAX_DEPTH} brackets, those of JSON within
 * texts counted with those around it, is left out: no input takes more stack.
 *
 * <p>No input makes it slow: patterns run in linear time, a text may be looked at only so often for
 * its length, and an event for so long. A text that would cost more is left out, never passed on
 * unexamined. Immutable and safe for any thread.
 */
public final class Redactor {

  /** A text is examined this far; what comes later is cut off and never passed on. */
  public static final int LONGEST_TEXT = 256 * 1024;

  /**
   * So much before that place goes as well: the beginning of a secret that goes on behind it may
   * not be recognised.
   */
  static final int UNSURE = 16 * 1024;

  /** How long one event may be worked on, beside its short texts, which are always examined. */
  static final Duration TIME = Duration.ofMillis(50);

  /** Looking for it takes longer than asking it. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final TextScanner scanner;
  private final LongSupplier nanoClock;
  private final Duration time;
  private final int longestText;

  Redactor(List<Rule> rules, List<String> allowList, LongSupplier nanoClock, Duration time) {
    this(new TextScanner(rules, RuleBook.allowList(allowList)), nanoClock, time, LONGEST_TEXT);
  }

  private Redactor(TextScanner scanner, LongSupplier nanoClock, Duration time, int longestText) {
    this.scanner = scanner;
    this.nanoClock = nanoClock;
    this.time = time;
    this.longestText = longestText;
  }

  /** With the built-in rules. */
  public static Redactor withDefaults() {
    return with(UserRules.none());
  }

  /**
   * A redactor with the built-in rules and a user's own.
   *
   * @throws IllegalArgumentException when one of theirs cannot be used; the message names it
   */
  public static Redactor with(UserRules user) {
    return new Redactor(
        RuleBook.withExtra(user.extraRules()), user.allowList(), Redactor::ownCpuNanos, TIME);
  }

  /**
   * What this thread itself has worked: on a busy machine, or while garbage is collected, no text
   * is left out for time that others took.
   */
  private static long ownCpuNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  /**
   * A redactor that leaves so many characters of a longer text, when it takes none of them out, and
   * spares itself the rest.
   */
  Redactor leaving(int characters) {
    return new Redactor(scanner, nanoClock, time, characters + 2 * UNSURE);
  }

  /** The tree without its secrets. {@code data} itself is not changed. */
  public Redaction redact(JsonNode data) {
    return redact(data, new Work(nanoClock, time));
  }

  Redaction redact(JsonNode data, Work work) {
    Map<String, Integer> hits = new HashMap<>();
    JsonNode redacted = new TreeRedaction(scanner, work, hits, longestText).redact(data);
    return new Redaction(redacted, hits);
  }
}
