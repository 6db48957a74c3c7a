package io.mpm.monitor.daemon.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.LastStop;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.text.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the daemon runs, answers, and takes what it is given.
 *
 * @param elsewhere where the daemon is, when it is not this home's
 */
record DaemonCheck(DaemonFiles files, Optional<DaemonUrl> elsewhere) implements Check {

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
    if (elsewhere.isPresent()) {
      return List.of(Finding.ok("none runs here; events go to " + elsewhere.get()));
    }
    String last =
        LastStop.find(files)
            .map(stop -> "; it ended %s: %s".formatted(stop.at(), stop.reason()))
            .orElse("");
    return List.of(Finding.warning("does not run" + last, remedy()));
  }

  private String remedy() throws IOException {
    if (HomeOwner.of(files.home()).stranger().isPresent()) {
      return "see permissions, then `mpm-monitord start`";
    }
    return new Room(files.home().spool()).obstacle().isEmpty()
        ? "`mpm-monitord start`; events wait in the spool until then"
        : "see permissions, then `mpm-monitord start`; events are lost until then";
  }

  private static List<Finding> running(RunningDaemon daemon) {
    JsonNode status;
    try {
      status = daemon.status();
    } catch (IOException e) {
      ProcessIdentity process = daemon.record().process();
      if (process.isStopped()) {
        return List.of(Finding.stopped(process.pid()));
      }
      return List.of(
          Finding.problem(
              "pid %d runs and does not answer".formatted(process.pid()),
              "`mpm-monitord restart`; `mpm-monitord logs` may tell why"));
    }
    String how =
        "%s, pid %d, %s, %s"
            .formatted(
                daemon.url(),
                daemon.record().process().pid(),
                Counted.of(status.path("events_received").asLong(), "event"),
                Counted.of(status.path("clients_connected").asInt(), "client"));
    List<Finding> findings = new ArrayList<>();
    findings.add(
        status.path("status").asText().equals("degraded")
            ? Finding.problem(
                how + "; the history takes no events",
                "`mpm-monitord logs` says why: make room for history.db, see its permissions, or move"
                    + " away what is no history; until then events wait with the proxy")
            : Finding.ok(how));
    long rejected = status.path("events_rejected").asLong();
    if (rejected > 0) {
      findings.add(
          Finding.warning(
              Counted.were(rejected, "event") + " refused",
              "`mpm-monitord logs` says why, of the first and of each hundredth"));
    }
    return findings;
  }
}
