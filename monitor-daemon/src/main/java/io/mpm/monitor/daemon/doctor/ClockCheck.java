package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether all who put a time on events agree on it: we, the file system and the daemon. */
record ClockCheck(MonitorHome home, DaemonFiles files, InstantSource clock) implements Check {

  private static final Duration TOLERABLE = Duration.ofSeconds(2);
  private static final String REMEDY =
      "events take their times from files; set the clocks, or put the home on a local disk";

  @Override
  public String subject() {
    return "clock";
  }

  @Override
  public List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (Files.isDirectory(home.root()) && Files.isWritable(home.root())) {
      compare("the file system", fileSystemTime()).ifPresent(findings::add);
    }
    Optional<RunningDaemon> daemon = RunningDaemon.find(files);
    if (daemon.isPresent()) {
      daemonsTime(daemon.get()).ifPresent(findings::add);
    }
    return findings.isEmpty() ? List.of(Finding.ok("all clocks agree")) : findings;
  }

  private Optional<Finding> daemonsTime(RunningDaemon daemon) throws IOException {
    try {
      return compare("the daemon", Instant.parse(daemon.status().path("timestamp").asText()));
    } catch (SocketException | SocketTimeoutException e) {
      return Optional.of(Finding.unanswered());
    }
  }

  private Instant fileSystemTime() throws IOException {
    Path fresh = Files.createTempFile(home.root(), ".clock", "");
    try {
      return Files.getLastModifiedTime(fresh).toInstant();
    } finally {
      Files.delete(fresh);
    }
  }

  private Optional<Finding> compare(String whose, Instant told) {
    Duration off = Duration.between(clock.instant(), told);
    return off.abs().compareTo(TOLERABLE) <= 0
        ? Optional.empty()
        : Optional.of(
            Finding.warning("%s is off by %d s".formatted(whose, off.toSeconds()), REMEDY));
  }
}
