package io.mpm.monitor.protocol.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One kind of secret.
 *
 * @param id stands in the marker and in the counters
 * @param keywords one of them is in every text that the rule can find something in, in any case
 * @param anchor where the pattern begins
 * @param order rules with a smaller one name what several of them found
 */
record Rule(
    String id, List<String> keywords, Pattern pattern, Anchor anchor, Guard guard, int order) {

  /** Where a rule's pattern begins to match. */
  enum Anchor {
    KEYWORD_START,
    KEYWORD_END,
    /** At any place of a text that holds a keyword, as often as it can. */
    ANYWHERE
  }

  private static final java.util.regex.Pattern ID = java.util.regex.Pattern.compile("[a-z0-9-]+");

  Rule {
    if (!ID.matcher(id).matches() || id.equals(Redaction.ELIDED)) {
      throw new IllegalArgumentException(
          "a redaction rule's id has letters a-z, digits and dashes: " + id);
    }
    keywords = List.copyOf(keywords);
  }

  /**
   * The pattern of the rule {@code id}.
   *
   * @throws IllegalArgumentException when it is no RE2 pattern; the message names the rule
   */
  static Pattern compile(String id, String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "redaction rule " + id + ": " + e.getMessage() + " (patterns are RE2: no look-around)",
          e);
    }
  }

  /** What the rule finds at the keyword in {@code start}..{@code end}. */
  Optional<Finding> match(String text, int start, int end, Work work) {
    int from = anchor == Anchor.KEYWORD_END ? end : start;
    Matcher matcher = pattern.matcher(new ExaminedText(text, from, work));
    return matcher.lookingAt() ? finding(text, start, from, matcher, work) : Optional.empty();
  }

  /** Everything that the rule finds in {@code text}, wherever it is. */
  List<Finding> matchAll(String text, Work work) {
    List<Finding> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(new ExaminedText(text, 0, work));
    while (matcher.find()) {
      finding(text, matcher.start(), 0, matcher, work).ifPresent(found::add);
    }
    return found;
  }

  private Optional<Finding> finding(
      String text, int matchStart, int from, Matcher matcher, Work work) {
    int group = matcher.groupCount() == 0 ? 0 : 1;
    while (group < matcher.groupCount() && matcher.start(group) < 0) {
      group++;
    }
    if (matcher.start(group) < 0 || matcher.start(group) == matcher.end(group)) {
      return Optional.empty();
    }
    Finding finding =
        new Finding(this, text, matchStart, from + matcher.start(group), from + matcher.end(group));
    work.look(finding.end() - finding.start());
    return !isOurs(finding) && guard.passes(finding) ? Optional.of(finding) : Optional.empty();
  }

  /** Whether the finding is one of our own markers, or begins or ends inside one. */
  private static boolean isOurs(Finding finding) {
    return Marker.beginningAround(finding.text(), finding.start()) < finding.start()
        || Marker.beginningAround(finding.text(), finding.end()) < finding.end()
        || Marker.isMarker(finding.value());
  }
}
