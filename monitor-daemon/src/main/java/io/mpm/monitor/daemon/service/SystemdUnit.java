package io.mpm.monitor.daemon.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A user's unit of systemd. Pure. */
public final class SystemdUnit {

  /** Its name. */
  public static final String NAME = "mpm-monitor.service";

  private static final String TEXT =
      """
      # Written by `mpm-monitord service install`, removed by `mpm-monitord service uninstall`.
      [Unit]
      Description=MPM Monitor: shows live what every Claude Code session is doing
      StartLimitIntervalSec=60
      StartLimitBurst=5

      [Service]
      Type=exec
      ExecStart=%s
      %sRestart=on-failure
      RestartSec=2
      TimeoutStopSec=10
      # What a JVM ends with that was asked to by a signal.
      SuccessExitStatus=143
      UMask=0077
      NoNewPrivileges=yes

      [Install]
      WantedBy=default.target
      """;

  private SystemdUnit() {}

  /**
   * The unit of that program.
   *
   * @param configuration the user's {@code ~/.config}
   */
  public static ServiceFile of(ServiceProgram program, Path configuration) {
    String line =
        program.line().stream()
            .map(argument -> quoted(argument.replace("$", "$$")))
            .collect(Collectors.joining(" "));
    String environment =
        program.environment().entrySet().stream()
            .map(entry -> "Environment=" + quoted(entry.getKey() + "=" + entry.getValue()) + "\n")
            .collect(Collectors.joining());
    return new ServiceFile(
        configuration.resolve("systemd").resolve("user").resolve(NAME),
        TEXT.formatted(line, environment),
        List.of(systemctl("daemon-reload"), systemctl("enable", NAME)),
        List.of(systemctl("start", NAME)),
        List.of(systemctl("disable", "--now", NAME)),
        List.of(systemctl("daemon-reload")),
        false,
        systemctl("is-active", NAME),
        List.of());
  }

  private static List<String> systemctl(String... arguments) {
    return Stream.concat(Stream.of("systemctl", "--user"), List.of(arguments).stream()).toList();
  }

  /** As systemd reads it back: blanks, quotes, and the per cent signs of its specifiers. */
  private static String quoted(String text) {
    if (text.matches("[A-Za-z0-9_./=:@+,-]+")) {
      return text;
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a unit cannot hold control characters: " + text);
    }
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
  }
}
