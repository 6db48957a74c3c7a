package io.mpm.monitor.it.rig;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The npm package {@code socket.io-client} in a node of its own, listening. */
public final class StockClient implements AutoCloseable {

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final Process node;

  /** One that knows this wire. */
  public StockClient(Installation installation, String token) {
    this(installation, token, List.of(Integer.toString(Protocol.VERSION)));
  }

  /** One that was written for claude-mpm. */
  public static StockClient ofClaudeMpm(Installation installation, String token) {
    return new StockClient(installation, token, List.of());
  }

  private StockClient(Installation installation, String token, List<String> version) {
    Path folder = Path.of(System.getProperty("mpm.js"));
    String port = Integer.toString(installation.port());
    List<String> command = new ArrayList<>(List.of("node", "listen.mjs", port, token));
    command.addAll(version);
    node = installation.start(folder, command);
    Thread reader = new Thread(this::read, "stock-client");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.add(Json.parse(line));
      }
    } catch (IOException e) {
      // The client was ended.
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  /** The payloads of every event of that name so far. */
  public List<JsonNode> heard(String event) {
    return heard.stream()
        .filter(message -> message.path("event").asText().equals(event))
        .map(message -> message.path("payload"))
        .toList();
  }

  @Override
  public void close() {
    node.destroy();
  }
}
