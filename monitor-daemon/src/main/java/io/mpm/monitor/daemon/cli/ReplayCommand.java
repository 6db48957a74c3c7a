package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.recording.ReplayReader;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.text.Counted;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = {
      "Shows a session that was exported, or hooks that were recorded, in the running monitor.",
      "Events keep their ids: what the monitor holds already is not doubled."
    },
    footer = {"", "Example:", "  mpm-monitord replay session-cbca1fbd.ndjson"})
final class ReplayCommand implements Callable<Integer> {

  private static final int BATCH_EVENTS = 256;

  /** Well below what the daemon takes in one body, whatever the last event weighs. */
  private static final int BATCH_CHARS = 1 << 20;

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "FILE",
      description = "One JSON object a line: events of an export, or payloads of hooks.")
  private Path file = Path.of("");

  private int accepted;
  private int duplicates;
  private int rejected;

  ReplayCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      replay(lines, surroundings.requireRunning());
    } catch (CharacterCodingException e) {
      throw new CommandFailure(file + " is no UTF-8 text", ExitCode.FAILED);
    }
    surroundings
        .out()
        .printf(
            "replayed %s: %d new, %d known already, %d refused%n",
            Counted.of(accepted + duplicates + rejected, "event"), accepted, duplicates, rejected);
    return rejected == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void replay(BufferedReader lines, RunningDaemon daemon)
      throws IOException, InvalidSettingsException {
    Optional<Sanitizer> rules = RedactionSettings.of(surroundings.settings(Map.of())).sanitizer();
    ReplayReader reader = new ReplayReader(file, Files.getLastModifiedTime(file).toInstant());
    ArrayNode batch = Json.object().arrayNode();
    int chars = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      reader.read(line).map(event -> withoutSecrets(event, rules)).ifPresent(batch::add);
      chars += line.length();
      if (batch.size() == BATCH_EVENTS || chars > BATCH_CHARS) {
        publish(batch, daemon);
        batch.removeAll();
        chars = 0;
      }
    }
    if (!batch.isEmpty()) {
      publish(batch, daemon);
    }
  }

  /** A recording may come from anywhere, and no proxy has looked at it. */
  private static ObjectNode withoutSecrets(ObjectNode event, Optional<Sanitizer> rules) {
    rules.ifPresent(wanted -> event.set("data", wanted.apply(event.path("data"))));
    return event;
  }

  private void publish(ArrayNode events, RunningDaemon daemon) throws IOException {
    ObjectNode batch = Json.object().put("v", Protocol.VERSION).put("producer", Protocol.REPLAY);
    batch.set("events", events);
    BatchAck ack = daemon.publish(batch);
    accepted += ack.accepted();
    duplicates += ack.duplicates();
    rejected += ack.rejections().size();
    for (BatchAck.Rejection rejection : ack.rejections()) {
      surroundings
          .err()
          .printf("mpm-monitord: %s was refused: %s%n", rejection.id(), rejection.reason());
    }
  }
}
