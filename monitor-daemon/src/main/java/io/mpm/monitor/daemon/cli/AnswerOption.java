package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import picocli.CommandLine.Option;

/** Whether an answer is for a program or for a person. */
final class AnswerOption {

  @Option(names = "--json", description = "Answer with one JSON object.")
  private boolean json;

  /** Prints one of the two. */
  void give(JsonNode object, String text, Surroundings surroundings) {
    if (json) {
      surroundings.say(Json.text(object));
    } else {
      surroundings.out().print(text);
      surroundings.out().flush();
    }
  }
}
