package io.mpm.monitor.protocol.redaction;

import io.mpm.monitor.protocol.redaction.UserRules.ExtraRule;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.util.List;
import java.util.Optional;

/**
 * What the user wants taken out, {@code redaction.*} of the settings.
 *
 * @param enabled whether anything is
 * @param user the user's own rules and exceptions
 */
public record RedactionSettings(boolean enabled, UserRules user) {

  /** The built-in rules. */
  public static RedactionSettings defaults() {
    return new RedactionSettings(true, UserRules.none());
  }

  /**
   * Reads the settings of the redaction.
   *
   * @throws IllegalArgumentException when a rule or an exception cannot be used; the message names
   *     it
   */
  public static RedactionSettings of(Settings settings) {
    List<ExtraRule> rules =
        settings.get(SettingsCatalog.REDACTION_RULES).stream()
            .map(RedactionSettings::rule)
            .toList();
    UserRules user = new UserRules(rules, settings.get(SettingsCatalog.REDACTION_ALLOW));
    if (!user.isEmpty()) {
      Redactor.with(user);
    }
    return new RedactionSettings(settings.get(SettingsCatalog.REDACTION), user);
  }

  /** Takes secrets out of events, and cuts them; empty when the user wants them whole. */
  public Optional<Sanitizer> sanitizer() {
    return redactor().map(redactor -> new Sanitizer(redactor, Truncator.withDefaults()));
  }

  /** Takes secrets out; empty when the user wants them shown. */
  public Optional<Redactor> redactor() {
    return enabled ? Optional.of(Redactor.with(user)) : Optional.empty();
  }

  private static ExtraRule rule(String line) {
    String[] parts = line.split("\\s+", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException(
          SettingsCatalog.REDACTION_RULES.key() + ": a rule is a name and a pattern, not " + line);
    }
    return new ExtraRule(parts[0], parts[1], List.of());
  }
}
