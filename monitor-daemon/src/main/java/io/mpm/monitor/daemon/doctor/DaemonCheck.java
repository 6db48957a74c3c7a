package io.mpm.monitor.daemon.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.LastStop;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the daemon runs, answers, and takes what it is given. */
record DaemonCheck(DaemonFiles files) implements Check {

  @Override
  public String subject() {
    return "daemon";
  }

  @Override
  public List<Finding> run() throws IOException {
    Optional<RunningDaemon> daemon = RunningDaemon.find(files);
    return daemon.isPresent() ? running(daemon.get()) : stopped();
  }

  private List<Finding> stopped() throws IOException {
    String last =
        LastStop.find(files)
            .map(stop -> "; it ended %s: %s".formatted(stop.at(), stop.reason()))
            .orElse("");
    return List.of(
        Finding.warning(
            "does not run" + last, "`mpm-monitord start`; events wait in the spool until then"));
  }

  private static List<Finding> running(RunningDaemon daemon) {
    JsonNode status;
    try {
      status = daemon.status();
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              "pid %d runs and does not answer".formatted(daemon.record().process().pid()),
              "`mpm-monitord restart`; `mpm-monitord logs` may tell why"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "%s, pid %d, %d events, %d clients"
                .formatted(
                    daemon.url(),
                    daemon.record().process().pid(),
                    status.path("events_received").asLong(),
                    status.path("clients_connected").asInt())));
    long rejected = status.path("events_rejected").asLong();
    if (rejected > 0) {
      findings.add(
          Finding.warning(
              rejected + " events were refused", "`mpm-monitord logs` says which and why"));
    }
    return findings;
  }
}
