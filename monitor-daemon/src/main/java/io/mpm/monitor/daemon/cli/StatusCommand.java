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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    description = {
      "Says whether the monitor runs and how it does, or when and why it ended.",
      "Exit code 0 when it runs, 3 when it does not."
    },
    footer = {"", "Examples:", "  mpm-monitord status", "  mpm-monitord status --json"})
final class StatusCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Mixin private AnswerOption answer = new AnswerOption();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
    ObjectNode status = running.isPresent() ? running(running.get()) : stopped();
    List<String> lines = running.isPresent() ? runningLines(status) : stoppedLines(status);
    answer.give(status, String.join("\n", lines) + "\n", surroundings);
    if (running.isEmpty()) {
      return ExitCode.NOT_RUNNING;
    }
    boolean well =
        status.path("answers").asBoolean() && !status.path("status").asText().equals("degraded");
    return well ? ExitCode.OK : ExitCode.FAILED;
  }

  private ObjectNode running(RunningDaemon daemon) {
    DaemonRecord record = daemon.record();
    ObjectNode status = Json.object().put("running", true).put("answers", true);
    try {
      JsonNode own = daemon.status();
      own.properties().forEach(field -> status.set(field.getKey(), field.getValue()));
      addFigures(daemon, status);
    } catch (IOException e) {
      status.put("answers", false).put("stopped", record.process().isStopped());
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

  /** These are shown to nobody without the token, and it may have another one. */
  private static void addFigures(RunningDaemon daemon, ObjectNode status) {
    try {
      JsonNode measured = daemon.figures();
      measured.properties().forEach(field -> status.set(field.getKey(), field.getValue()));
    } catch (IOException e) {
      status.put("problem", String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode stopped() throws IOException {
    ObjectNode status = Json.object().put("running", false);
    Optional<StopRecord> last = LastStop.find(surroundings.files());
    last.ifPresent(
        stop -> status.put("stopped_at", stop.at().toString()).put("reason", stop.reason()));
    return status;
  }

  private static List<String> runningLines(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add("mpm-monitord is running");
    lines.add("  page     " + status.path("url").asText());
    lines.add("  pid      " + status.path("pid").asLong());
    lines.add("  port     " + status.path("port").asInt());
    lines.add("  uptime   " + uptime(status.path("uptime_seconds").asLong()));
    lines.add("  version  " + status.path("version").asText());
    if (status.path("answers").asBoolean()) {
      lines.addAll(new StatusText(status).lines());
      if (status.has("problem")) {
        lines.add("  Its figures cannot be had: " + status.path("problem").asText());
      }
    } else {
      lines.add(
          status.path("stopped").asBoolean()
              ? "  It does not answer: a signal has stopped it, and `kill -CONT %d` lets it go on."
                  .formatted(status.path("pid").asLong())
              : "  It does not answer. `mpm-monitord logs` may tell why.");
    }
    return lines;
  }

  private static List<String> stoppedLines(JsonNode status) {
    String now = "mpm-monitord is not running";
    return status.has("stopped_at")
        ? List.of(
            now,
            "  last ended %s: %s"
                .formatted(status.path("stopped_at").asText(), status.path("reason").asText()))
        : List.of(now);
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
