package io.mpm.monitor.daemon.model.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.event.KeptName;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the result of an Agent call says of the agent: Claude Code's own words and numbers.
 *
 * @param agentId empty when it names none
 * @param status {@code completed}, {@code async_launched}, …; empty when it says none
 * @param result what the agent answered
 * @param tools how many tools it used
 * @param durationMs how long it worked
 */
public record Report(
    String agentId,
    String type,
    String status,
    String result,
    String model,
    @Nullable Long tools,
    @Nullable Long tokens,
    @Nullable Long durationMs) {

  static final Report NONE = new Report("", "", "", "", "", null, null, null);

  /** The postscript that Claude reads under the answer of an agent. */
  private static final Pattern AGENT_ID = Pattern.compile("(?m)^agentId: ([\\w-]+)");

  private static final Pattern TOKENS = Pattern.compile("(?m)\\bsubagent_tokens: (\\d{1,18})$");
  private static final Pattern TOOLS = Pattern.compile("(?m)^tool_uses: (\\d{1,18})$");
  private static final Pattern DURATION = Pattern.compile("(?m)^duration_ms: (\\d{1,18})");

  /** Reads a PostToolUse's {@code tool_response}. */
  static Report of(JsonNode response) {
    return new Report(
        Fact.name(response, "agentId"),
        Fact.name(response, "agentType"),
        Fact.name(response, "status"),
        firstText(response.path("content")),
        Fact.name(response, "resolvedModel"),
        Fact.number(response, "totalToolUseCount"),
        Fact.number(response, "totalTokens"),
        Fact.number(response, "totalDurationMs"));
  }

  /**
   * Reads a PostToolBatch's {@code tool_response}: the answer and, in its last part, a postscript.
   */
  static Report ofBatch(JsonNode response) {
    String postscript =
        response.isArray() && response.size() > 1
            ? Fact.text(response.path(response.size() - 1), "text")
            : "";
    Matcher id = AGENT_ID.matcher(postscript);
    return new Report(
        id.find() ? KeptName.of(id.group(1)) : "",
        "",
        "",
        firstText(response),
        "",
        number(TOOLS, postscript),
        number(TOKENS, postscript),
        number(DURATION, postscript));
  }

  boolean isLaunchOnly() {
    return status.contains("launched");
  }

  private static String firstText(JsonNode content) {
    return content.isTextual() ? content.textValue() : Fact.text(content.path(0), "text");
  }

  private static @Nullable Long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Long.valueOf(matcher.group(1)) : null;
  }

  ObjectNode json() {
    return Json.object()
        .put("model", model.isEmpty() ? null : model)
        .put("tool_count", tools)
        .put("tokens", tokens)
        .put("duration_ms", durationMs);
  }
}
