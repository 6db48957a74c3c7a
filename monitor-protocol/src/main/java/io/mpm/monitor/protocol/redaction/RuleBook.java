package io.mpm.monitor.protocol.redaction;

import com.google.re2j.Pattern;
import io.mpm.monitor.protocol.redaction.Rule.Anchor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads rules: ours from {@code rules.txt} beside this class, which tells its own shape, and
 * users'.
 */
final class RuleBook {

  private static final String RESOURCE = "rules.txt";

  private RuleBook() {}

  /** Our own rules. */
  static List<Rule> builtIn() {
    try (InputStream in = RuleBook.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the program's archive");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Our own rules and the user's.
   *
   * @throws IllegalArgumentException when one of theirs cannot be used; the message names it
   */
  static List<Rule> withExtra(List<UserRules.ExtraRule> extra) {
    List<Rule> rules = new ArrayList<>(builtIn());
    Set<String> ids = new HashSet<>();
    rules.forEach(rule -> ids.add(rule.id()));
    for (UserRules.ExtraRule rule : extra) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException("there are two redaction rules called " + rule.id());
      }
      rules.add(compile(rule, rules.size()));
    }
    return List.copyOf(rules);
  }

  /** The patterns of findings that stay. */
  static List<Pattern> allowList(List<String> patterns) {
    return patterns.stream()
        .map(pattern -> Rule.compile("allow list " + pattern, pattern))
        .toList();
  }

  private static Rule compile(UserRules.ExtraRule rule, int order) {
    Pattern pattern = Rule.compile(rule.id(), rule.pattern());
    if (pattern.matches("")) {
      throw new IllegalArgumentException(
          "redaction rule "
              + rule.id()
              + ": its pattern matches nothing at all: "
              + rule.pattern());
    }
    List<String> keywords =
        rule.keywords().stream().map(keyword -> keyword.toLowerCase(Locale.ROOT)).toList();
    for (String keyword : keywords) {
      if (keyword.isEmpty() || !StandardCharsets.US_ASCII.newEncoder().canEncode(keyword)) {
        throw new IllegalArgumentException(
            "redaction rule "
                + rule.id()
                + ": a keyword is one or more ASCII characters: "
                + keyword);
      }
    }
    return new Rule(rule.id(), keywords, pattern, Anchor.ANYWHERE, Guard.ANY, order);
  }

  private static List<Rule> parse(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String paragraph : text.split("\n\\s*\n", -1)) {
      if (paragraph.startsWith("[")) {
        rules.add(rule(paragraph, rules.size()));
      }
    }
    return List.copyOf(rules);
  }

  private static Rule rule(String paragraph, int order) {
    String[] lines = paragraph.strip().split("\n", -1);
    String id = lines[0].substring(1, lines[0].indexOf(']'));
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] field = lines[i].split("\\s+", 2);
      fields.put(field[0], field[1]);
    }
    boolean follows = fields.containsKey("follows");
    return new Rule(
        id,
        List.of(field(fields, "keywords", id).split(" ", -1)),
        anchored(id, field(fields, follows ? "follows" : "pattern", id)),
        follows ? Anchor.KEYWORD_END : Anchor.KEYWORD_START,
        Guard.named(field(fields, "guard", id)),
        order);
  }

  /** Without the anchor RE2 would go on through the whole text after it failed at the keyword. */
  private static Pattern anchored(String id, String pattern) {
    return Rule.compile(id, "\\A(?:" + pattern + ")");
  }

  private static String field(Map<String, String> fields, String name, String id) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("redaction rule " + id + " has no " + name);
    }
    return value;
  }
}
