package io.mpm.monitor.daemon.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.log.RotatedLog;
import io.mpm.monitor.protocol.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The recent bad news in each log: of the last day, and not from before the daemon that runs, for
 * what troubled the one before may be over.
 */
record LogCheck(DaemonFiles files, InstantSource clock) implements Check {

  private static final Duration RECENT = Duration.ofDays(1);

  private static final Pattern BAD = Pattern.compile("^\\S+ +(ERROR|WARN|WARNING|SEVERE)\\b.*");

  @Override
  public String subject() {
    return "logs";
  }

  @Override
  public List<Finding> run() throws IOException {
    Instant since = since();
    String until = "since " + since.truncatedTo(ChronoUnit.SECONDS);
    List<Finding> findings = new ArrayList<>();
    for (Path log : List.of(files.log(), files.home().logs().resolve("proxy.0.log"))) {
      List<String> bad = badLines(log, since);
      if (!bad.isEmpty()) {
        findings.add(
            Finding.warning(
                "%s: %s %s, the last: %s"
                    .formatted(
                        log.getFileName(),
                        Counted.of(bad.size(), "bad line"),
                        until,
                        bad.get(bad.size() - 1)),
                "see what came before it in " + log));
      }
    }
    return findings.isEmpty() ? List.of(Finding.ok("no errors in them " + until)) : findings;
  }

  private Instant since() throws IOException {
    Instant recent = clock.instant().minus(RECENT);
    Optional<Instant> started =
        RunningDaemon.find(files).map(daemon -> daemon.record().process().started());
    return started.filter(recent::isBefore).orElse(recent);
  }

  private static List<String> badLines(Path log, Instant since) throws IOException {
    List<String> bad = new ArrayList<>();
    for (Path file : new RotatedLog(log).files()) {
      lines(file).filter(line -> isBad(line, since)).forEach(bad::add);
    }
    return bad;
  }

  private static Stream<String> lines(Path log) throws IOException {
    try {
      // A log is at most a few megabytes, and may hold what is no UTF-8.
      return new String(Files.readAllBytes(log), UTF_8).lines();
    } catch (NoSuchFileException e) {
      return Stream.empty(); // rotated just now
    }
  }

  private static boolean isBad(String line, Instant since) {
    return BAD.matcher(line).matches() && !timeOf(line).isBefore(since);
  }

  private static Instant timeOf(String line) {
    try {
      return OffsetDateTime.parse(line.substring(0, line.indexOf(' '))).toInstant();
    } catch (DateTimeException e) {
      return Instant.MIN; // no line of ours
    }
  }
}
