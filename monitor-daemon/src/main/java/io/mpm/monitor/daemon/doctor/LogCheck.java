package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The last bad news in each log. */
record LogCheck(MonitorHome home) implements Check {

  private static final Pattern BAD = Pattern.compile("^\\S+ +(ERROR|WARN|WARNING|SEVERE)\\b.*");

  @Override
  public String subject() {
    return "logs";
  }

  @Override
  public List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String name : List.of("daemon.0.log", "proxy.0.log")) {
      lastBadLine(home.logs().resolve(name))
          .ifPresent(
              line ->
                  findings.add(
                      Finding.warning(
                          "%s: %s".formatted(name, line),
                          "if that was long ago, all is well; else see what came before it")));
    }
    return findings.isEmpty() ? List.of(Finding.ok("no errors in them")) : findings;
  }

  private static Optional<String> lastBadLine(Path log) throws IOException {
    try {
      // A log is at most a few megabytes, and may hold what is no UTF-8.
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return text.lines().filter(BAD.asMatchPredicate()).reduce((first, second) -> second);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
