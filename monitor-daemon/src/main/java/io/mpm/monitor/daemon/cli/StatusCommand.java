package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.LastStop;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = {
      "Says whether the monitor runs and how it does, or when and why it ended.",
      "Exit code 0 when it runs, 3 when it does not."
    },
    footer = {"", "Examples:", "  mpm-monitord status", "  mpm-monitord status --json"})
final class StatusCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Option(names = "--json", description = "Answer with one JSON object.")
  private boolean json;

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
    ObjectNode status = running.isPresent() ? running(running.get()) : stopped();
    if (json) {
      surroundings.out().println(Json.text(status));
    } else if (running.isPresent()) {
      printRunning(status);
    } else {
      printStopped(status);
    }
    return running.isPresent() ? ExitCode.OK : ExitCode.NOT_RUNNING;
  }

  private ObjectNode running(RunningDaemon daemon) {
    DaemonRecord record = daemon.record();
    ObjectNode status = Json.object().put("running", true).put("answers", true);
    try {
      JsonNode own = daemon.status();
      own.properties().forEach(field -> status.set(field.getKey(), field.getValue()));
      JsonNode measured = daemon.figures();
      measured.properties().forEach(field -> status.set(field.getKey(), field.getValue()));
    } catch (IOException e) {
      status.put("answers", false);
    }
    return status
        .put("pid", record.process().pid())
        .put("port", record.port())
        .put("url", daemon.url())
        .put("started", record.process().started().toString())
        .put("version", record.version())
        .put(
            "uptime_seconds",
            Duration.between(record.process().started(), surroundings.clock().instant())
                .toSeconds());
  }

  private ObjectNode stopped() throws IOException {
    ObjectNode status = Json.object().put("running", false);
    Optional<StopRecord> last = LastStop.find(surroundings.files());
    last.ifPresent(
        stop -> status.put("stopped_at", stop.at().toString()).put("reason", stop.reason()));
    return status;
  }

  private void printRunning(JsonNode status) {
    PrintWriter out = surroundings.out();
    out.println("mpm-monitord is running");
    out.println("  page     " + status.path("url").asText());
    out.println("  pid      " + status.path("pid").asLong());
    out.println("  port     " + status.path("port").asInt());
    out.println("  uptime   " + uptime(status.path("uptime_seconds").asLong()));
    out.println("  version  " + status.path("version").asText());
    if (status.path("answers").asBoolean()) {
      new StatusText(status).lines().forEach(out::println);
    } else {
      out.println("  It does not answer. `mpm-monitord logs` may tell why.");
    }
  }

  private void printStopped(JsonNode status) {
    PrintWriter out = surroundings.out();
    out.println("mpm-monitord is not running");
    if (status.has("stopped_at")) {
      out.printf(
          "  last ended %s: %s%n",
          status.path("stopped_at").asText(), status.path("reason").asText());
    }
  }

  private static String uptime(long seconds) {
    Duration up = Duration.ofSeconds(Math.max(0, seconds));
    if (up.toHours() > 0) {
      return "%d h %d min".formatted(up.toHours(), up.toMinutesPart());
    }
    return up.toMinutes() > 0
        ? "%d min %d s".formatted(up.toMinutes(), up.toSecondsPart())
        : up.toSeconds() + " s";
  }
}
