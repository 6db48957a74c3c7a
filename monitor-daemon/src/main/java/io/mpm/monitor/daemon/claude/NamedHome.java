package io.mpm.monitor.daemon.claude;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the hooks of every session find the home that this shell's commands use: they go by the
 * environment of their session.
 *
 * @param environment of this shell
 */
public record NamedHome(MonitorHome home, Map<String, String> environment, SettingsSurvey survey) {

  /** What its user should know; empty when they find it by themselves. */
  public Optional<String> note() {
    Path usual =
        Path.of(
            environment.getOrDefault("HOME", System.getProperty("user.home")), MonitorHome.USUAL);
    if (usual.equals(Path.of(environment.getOrDefault(MonitorHome.VARIABLE, usual.toString())))
        || isInSettings()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is the home only for those who have %s in their environment: hooks of other sessions write to %s; your shell's profile, or env in Claude Code's settings, gives it to all"
            .formatted(home.root(), MonitorHome.VARIABLE, usual));
  }

  private boolean isInSettings() {
    return survey.counting().stream()
        .map(file -> file.value("env").path(MonitorHome.VARIABLE).asText())
        .anyMatch(home.root().toString()::equals);
  }
}
