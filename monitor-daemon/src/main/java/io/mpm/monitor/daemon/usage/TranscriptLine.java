package io.mpm.monitor.daemon.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/** A line of a transcript. Claude Code writes it for itself, so nothing in it is relied on. */
sealed interface TranscriptLine
    permits ModelAnswer,
        TranscriptLine.BrokenOff,
        TranscriptLine.Compacted,
        TranscriptLine.NoAnswer {

  /** What tells of no answer. */
  enum NoAnswer implements TranscriptLine {
    /** It tells of something else. */
    OTHER,
    /** It is no JSON object, or an answer that nobody can make sense of. */
    SENSELESS
  }

  /**
   * The user has broken off what an agent did, or refused what it asked for.
   *
   * @param agentId {@link Fact#MAIN} for the main agent
   */
  record BrokenOff(String agentId, Instant at) implements TranscriptLine {}

  /** What the agent had told its model was made shorter. */
  record Compacted(String agentId, Instant at) implements TranscriptLine {}

  /** How the message begins that Claude Code makes of it. */
  String BROKEN_OFF = "[Request interrupted by user";

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
    if (answers && !Fact.text(message, "model").equals(NO_MODEL)) {
      return answer(json, message, agentId);
    }
    boolean compacts = Fact.text(json, "subtype").equals("compact_boundary");
    return compacts || isBrokenOff(json, message)
        ? moment(json, compacts, agentId)
        : NoAnswer.OTHER;
  }

  private static boolean isBrokenOff(JsonNode json, JsonNode message) {
    JsonNode first = message.path("content").path(0);
    return Fact.text(json, "type").equals("user")
        && Fact.text(first, "type").equals("text")
        && Fact.text(first, "text").startsWith(BROKEN_OFF);
  }

  private static TranscriptLine moment(JsonNode json, boolean compacts, String agentId) {
    String named = Fact.text(json, "agentId");
    String agent = isPlain(named) ? named : agentId;
    try {
      Instant at = Instant.parse(Fact.text(json, "timestamp"));
      return compacts ? new Compacted(agent, at) : new BrokenOff(agent, at);
    } catch (DateTimeException e) {
      return NoAnswer.SENSELESS;
    }
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
      return new ModelAnswer(
          isPlain(request) ? id + " " + request : id,
          fast ? model + "-fast" : model,
          isPlain(agent) ? agent : agentId,
          Instant.parse(Fact.text(json, "timestamp")),
          TokenCounts.of(usage));
    } catch (DateTimeException e) {
      return NoAnswer.SENSELESS;
    }
  }

  private static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches();
  }
}
