package io.mpm.monitor.protocol.redaction;

import java.util.List;

/**
 * What a user adds to the built-in rules.
 *
 * @param extraRules more kinds of secrets
 * @param allowList RE2 patterns; a finding, of any rule, that one of them matches as a whole stays
 */
public record UserRules(List<ExtraRule> extraRules, List<String> allowList) {

  /**
   * A kind of secret that only this user has.
   *
   * @param id letters a-z, digits and dashes; stands in the text instead of the secret
   * @param pattern RE2; replaced is its first group that took part, or all of it when it has none
   * @param keywords the pattern is tried only on texts that hold one of them, in any case; with
   *     none it is tried on every text, which costs time
   */
  public record ExtraRule(String id, String pattern, List<String> keywords) {

    public ExtraRule {
      keywords = List.copyOf(keywords);
    }
  }

  public UserRules {
    extraRules = List.copyOf(extraRules);
    allowList = List.copyOf(allowList);
  }

  /** Nothing added. */
  public static UserRules none() {
    return new UserRules(List.of(), List.of());
  }

  /** Whether nothing is added. */
  boolean isEmpty() {
    return extraRules.isEmpty() && allowList.isEmpty();
  }
}
