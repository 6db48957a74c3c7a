package io.mpm.monitor.protocol.redaction;

import com.google.re2j.Pattern;
import io.mpm.monitor.protocol.redaction.Rule.Anchor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds secrets in one text: one pass for the keywords of all rules, then each rule only where its
 * keywords are. Immutable.
 */
final class TextScanner {

  private static final Comparator<Finding> BY_PLACE =
      Comparator.comparingInt(Finding::start).thenComparingInt(f -> f.rule().order());

  private final List<Rule> rules;
  private final List<Pattern> allowed;
  private final Keywords keywords;

  /** The rules of each keyword, by its number. */
  private final Rule[][] rulesByKeyword;

  /** Rules without keywords, tried on every text. */
  private final List<Rule> everywhere;

  TextScanner(List<Rule> rules, List<Pattern> allowed) {
    this.rules = List.copyOf(rules);
    this.allowed = List.copyOf(allowed);
    Map<String, List<Rule>> byKeyword = new LinkedHashMap<>();
    for (Rule rule : rules) {
      for (String keyword : rule.keywords()) {
        byKeyword.computeIfAbsent(keyword, absent -> new ArrayList<>()).add(rule);
      }
    }
    this.keywords = new Keywords(List.copyOf(byKeyword.keySet()));
    this.rulesByKeyword =
        byKeyword.values().stream().map(list -> list.toArray(Rule[]::new)).toArray(Rule[][]::new);
    this.everywhere = rules.stream().filter(rule -> rule.keywords().isEmpty()).toList();
  }

  /** The secrets in {@code text}, from left to right, apart from each other. */
  List<Finding> scan(String text, Work work) {
    Scan scan = new Scan(text, work);
    work.look(text.length());
    keywords.scan(text, scan);
    scan.tryAnywhere();
    return apart(scan.found);
  }

  /** Whether the user said that {@code value} is no secret. */
  boolean allows(String value) {
    return allowed.stream().anyMatch(pattern -> pattern.matches(value));
  }

  /** Joins what overlaps; the rule that comes first in the book gives its name. */
  private static List<Finding> apart(List<Finding> found) {
    if (found.size() < 2) {
      return found;
    }
    found.sort(BY_PLACE);
    List<Finding> apart = new ArrayList<>(found.size());
    Finding last = found.get(0);
    for (Finding finding : found.subList(1, found.size())) {
      if (finding.start() >= last.end()) {
        apart.add(last);
        last = finding;
      } else {
        Rule named = finding.rule().order() < last.rule().order() ? finding.rule() : last.rule();
        int end = Math.max(last.end(), finding.end());
        last = new Finding(named, last.text(), last.matchStart(), last.start(), end);
      }
    }
    apart.add(last);
    return apart;
  }

  /** One pass over one text. */
  private final class Scan implements Keywords.Occurrence {

    private final String text;
    private final Work work;
    private final List<Finding> found = new ArrayList<>();
    private final BitSet anywhere = new BitSet();

    /** Where each rule's last finding ends; it is not tried again before. Made when first used. */
    private int[] done = {};

    Scan(String text, Work work) {
      this.text = text;
      this.work = work;
      everywhere.forEach(rule -> anywhere.set(rule.order()));
    }

    @Override
    public void at(int keyword, int start, int end) {
      for (Rule rule : rulesByKeyword[keyword]) {
        if (rule.anchor() == Anchor.ANYWHERE) {
          anywhere.set(rule.order());
        } else if (done.length == 0 || start >= done[rule.order()]) {
          work.look();
          rule.match(text, start, end, work).ifPresent(this::add);
        }
      }
    }

    void tryAnywhere() {
      anywhere.stream().forEach(order -> rules.get(order).matchAll(text, work).forEach(this::add));
    }

    private void add(Finding finding) {
      if (allows(finding.value())) {
        return;
      }
      found.add(finding);
      if (done.length == 0) {
        done = new int[rules.size()];
      }
      done[finding.rule().order()] = finding.end();
    }
  }
}
