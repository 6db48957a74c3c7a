package io.mpm.monitor.daemon.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/** A line of a transcript. Claude Code writes it for itself, so nothing in it is relied on. */
sealed interface TranscriptLine permits Answer, TranscriptLine.NoAnswer {

  /** What tells of no answer. */
  enum NoAnswer implements TranscriptLine {
    /** It tells of something else. */
    OTHER,
    /** It is no JSON object, or an answer that nobody can make sense of. */
    SENSELESS
  }

  /** Longer or stranger names and ids come from no client, and would be kept and shown. */
  Pattern PLAIN = Pattern.compile("[\\w.:@/\\[\\]-]{1,120}");

  /** What Claude Code calls the model of messages that it makes up itself. */
  String NO_MODEL = "<synthetic>";

  /**
   * Reads a line.
   *
   * @param agentId whose transcript it is; the line may name another
   */
  static TranscriptLine read(byte[] line, String agentId) {
    JsonNode json;
    try {
      json = Json.parse(line);
    } catch (MalformedJsonException e) {
      return NoAnswer.SENSELESS;
    }
    JsonNode message = json.path("message");
    boolean answers = Fact.text(json, "type").equals("assistant") && message.has("usage");
    if (!json.isObject()) {
      return NoAnswer.SENSELESS;
    }
    return answers && !Fact.text(message, "model").equals(NO_MODEL)
        ? answer(json, message, agentId)
        : NoAnswer.OTHER;
  }

  private static TranscriptLine answer(JsonNode json, JsonNode message, String agentId) {
    String id = Fact.text(message, "id");
    String model = Fact.text(message, "model");
    if (!isPlain(id) || !isPlain(model)) {
      return NoAnswer.SENSELESS;
    }
    String request = Fact.text(json, "requestId");
    String agent = Fact.text(json, "agentId");
    JsonNode usage = message.path("usage");
    // A model that answers faster has a price of its own.
    boolean fast = Fact.text(usage, "speed").equals("fast");
    try {
      return new Answer(
          isPlain(request) ? id + " " + request : id,
          fast ? model + "-fast" : model,
          isPlain(agent) ? agent : agentId,
          Instant.parse(Fact.text(json, "timestamp")),
          Tokens.of(usage));
    } catch (DateTimeException e) {
      return NoAnswer.SENSELESS;
    }
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }
}
