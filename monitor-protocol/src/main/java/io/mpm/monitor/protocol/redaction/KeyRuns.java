package io.mpm.monitor.protocol.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of private keys whose lines stand in something else: quoted, commented, coloured, in
 * a table; and of PuTTY's keys. Between a key's first and last line every long run of Base64's
 * characters is part of it, whatever stands around. Takes time in proportion to the text.
 */
final class KeyRuns {

  /** Where a run begins, and where it has ended. */
  record Run(int start, int end) {}

  private static final String[] NAMES = {"PRIVATE KEY", "Private-"};

  private static final Pattern LIMIT =
      Pattern.compile(
          "(-----BEGIN %1$s|%2$s)|-----END %1$s|%3$s"
              .formatted(PemLines.PRIVATE_KEY, PemLines.PUTTY_BEGIN, PemLines.PUTTY_END));

  /** What stands between two lines of a key is shorter: a quote, a sign, who wrote it when. */
  private static final int MAX_GAP = 400;

  /** A key's whole lines have 64 characters, or 76; no word has so many. */
  private static final int LINE = 40;

  private static final int SHORTEST = 16;

  private final String text;
  private final List<Run> found = new ArrayList<>();

  private KeyRuns(String text) {
    this.text = text;
  }

  /** Those in {@code text}, in their order. */
  static List<Run> in(String text) {
    if (Arrays.stream(NAMES).noneMatch(text::contains)) {
      return List.of();
    }
    KeyRuns runs = new KeyRuns(text);
    runs.look();
    return runs.found;
  }

  private void look() {
    Matcher limit = LIMIT.matcher(text);
    int from = 0;
    boolean inside = false;
    while (limit.find()) {
      boolean ends = limit.start(1) < 0;
      if (inside) {
        take(from, limit.start());
      } else if (ends) {
        takeTail(from, limit.start());
      }
      inside = !ends;
      from = limit.end();
    }
    if (inside) {
      take(from, text.length());
    }
  }

  /** From a first line on, as long as one line follows another. */
  private void take(int from, int to) {
    List<Run> all = runs(from, to);
    int end = 0;
    int reached = from;
    while (end < all.size() && all.get(end).start() - reached <= MAX_GAP) {
      reached = all.get(end).end();
      end++;
    }
    addIfKey(all.subList(0, end));
  }

  /** Backwards from a last line whose first one is not there. */
  private void takeTail(int from, int to) {
    List<Run> all = runs(from, to);
    int first = all.size();
    int reached = to;
    // Words before a key are no lines of it; its last line alone may be short.
    while (first > 0 && reached - all.get(first - 1).end() <= MAX_GAP && isLine(all, first - 1)) {
      first--;
      reached = all.get(first).start();
    }
    addIfKey(all.subList(first, all.size()));
  }

  private static boolean isLine(List<Run> runs, int place) {
    return place == runs.size() - 1 || isLine(runs.get(place));
  }

  private static boolean isLine(Run run) {
    return run.end() - run.start() >= LINE;
  }

  private void addIfKey(List<Run> runs) {
    if (runs.stream().anyMatch(KeyRuns::isLine)) {
      found.addAll(runs);
    }
  }

  private List<Run> runs(int from, int to) {
    List<Run> runs = new ArrayList<>();
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || !Base64Alphabet.isUsual(text.charAt(i))) {
        if (i - start >= SHORTEST) {
          runs.add(new Run(start, i));
        }
        start = i + 1;
      }
    }
    return runs;
  }
}
