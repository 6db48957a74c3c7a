package io.mpm.monitor.it.rig;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A hook beside ours that writes down what it is given, and so knows what fired. */
public record Witness(Path folder) {

  /** One that writes into a new folder beside the others of a test. */
  public static Witness in(Path temporary) throws IOException {
    return new Witness(Files.createDirectory(temporary.resolve("witness")));
  }

  /** The command line that a shell runs for each event. */
  public String command() {
    return "cat > '" + folder + "/'$$";
  }

  /** Every payload that it was given, in no order, written as our codec writes it. */
  public List<String> payloads() throws IOException, MalformedJsonException {
    List<String> payloads = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        payloads.add(Json.text(Json.parse(Files.readAllBytes(file))));
      }
    }
    return payloads;
  }
}
