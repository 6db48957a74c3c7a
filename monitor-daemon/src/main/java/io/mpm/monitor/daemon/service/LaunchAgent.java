package io.mpm.monitor.daemon.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A user's agent of launchd, on macOS. Pure. */
public final class LaunchAgent {

  static final String LABEL = "io.mpm.monitor";

  private static final String TEXT =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
      <plist version="1.0">
      <dict>
        <key>Label</key>
        <string>%s</string>
        <key>ProgramArguments</key>
        <array>
      %s  </array>
        <key>EnvironmentVariables</key>
        <dict>
      %s  </dict>
        <key>RunAtLoad</key>
        <true/>
        <key>KeepAlive</key>
        <dict>
          <key>SuccessfulExit</key>
          <false/>
        </dict>
        <key>ThrottleInterval</key>
        <integer>10</integer>
        <key>ProcessType</key>
        <string>Interactive</string>
        <key>Umask</key>
        <integer>63</integer>
      </dict>
      </plist>
      """;

  private LaunchAgent() {}

  /**
   * The agent of that program.
   *
   * @param library the user's {@code ~/Library}
   * @param user the user's number, by which launchd knows where they are logged in
   */
  public static ServiceFile of(ServiceProgram program, Path library, String user) {
    Path path = library.resolve("LaunchAgents").resolve(LABEL + ".plist");
    String arguments =
        program.line().stream()
            .map(argument -> "    <string>" + escaped(argument) + "</string>\n")
            .collect(Collectors.joining());
    String environment =
        program.environment().entrySet().stream()
            .map(
                entry ->
                    "    <key>%s</key>%n    <string>%s</string>%n"
                        .formatted(escaped(entry.getKey()), escaped(entry.getValue())))
            .collect(Collectors.joining());
    String domain = "gui/" + user;
    return new ServiceFile(
        path,
        TEXT.formatted(LABEL, arguments, environment),
        List.of(),
        List.of(List.of("launchctl", "bootstrap", domain, path.toString())),
        List.of(List.of("launchctl", "bootout", domain + "/" + LABEL)),
        List.of(),
        true,
        List.of("launchctl", "print", domain + "/" + LABEL),
        List.of("state", "pid", "last exit code"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
