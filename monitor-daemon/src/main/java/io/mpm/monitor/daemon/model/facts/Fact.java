package io.mpm.monitor.daemon.model.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.mpm.monitor.protocol.codec.WrittenTime;
import io.mpm.monitor.protocol.event.EventKinds;
import io.mpm.monitor.protocol.event.KeptName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event on the wire says, before anything is derived from it: reading an event that already
 * carries derived fields gives the same fact.
 *
 * @param id the event's own id
 * @param name Claude Code's name of the event; for other publishers the one their type stands for,
 *     empty when it stands for none
 * @param type the wire type
 * @param session empty when the event names none
 * @param at when it happened
 * @param cwd empty when unknown
 * @param byHook whether Claude Code said it, which names calls and agents; others leave them to be
 *     guessed
 * @param data what the publisher sent
 */
public record Fact(
    String id,
    String name,
    String type,
    String session,
    Instant at,
    String cwd,
    boolean byHook,
    JsonNode data) {

  /** The main agent's id, which no event spells out. */
  public static final String MAIN = "main";

  /** Linux's bound for what its calls take; nobody opens a longer one. */
  private static final int MAX_PATH_CHARS = 4_095;

  /** Reads an event as {@code docs/protocol.md} shapes it. */
  public static Fact of(JsonNode event) {
    return of(event, WrittenTime.parse(event.path("timestamp").asText()));
  }

  /** The same, of an event whose time is known to be {@code at}. */
  public static Fact of(JsonNode event, Instant at) {
    String type = name(event, "type");
    JsonNode hookEventName = event.path("hook_event_name");
    boolean byHook = hookEventName.isTextual();
    return new Fact(
        name(event, "id"),
        byHook ? name(event, "hook_event_name") : EventKinds.ofType(type).hookEvent(),
        type,
        name(event, "session_id"),
        at,
        path(event, "cwd"),
        byHook,
        event.path("data"));
  }

  public boolean is(String hookEventName) {
    return name.equals(hookEventName);
  }

  /** A text of the data, empty when there is none of that name. */
  public String text(String field) {
    return text(data, field);
  }

  /** A text of {@code holder}, empty when there is none of that name. */
  public static String text(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  /**
   * An id or a name of {@code holder} as it is kept, empty when there is none of that name. A
   * number is one too.
   */
  public static String name(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    return value.isTextual() || value.isNumber() ? KeptName.of(value.asText()) : "";
  }

  /** An id or a name of the data. */
  public String name(String field) {
    return name(data, field);
  }

  /**
   * A path of {@code holder}, empty when there is none of that name, or it is longer than a path
   * can be.
   */
  public static String path(JsonNode holder, String field) {
    String path = text(holder, field);
    return path.length() <= MAX_PATH_CHARS ? path : "";
  }

  /** A whole number of {@code holder}, null when there is none of that name. */
  public static @Nullable Long number(JsonNode holder, String field) {
    JsonNode value = holder.path(field);
    return value.isNumber() ? value.longValue() : null;
  }

  /** What the user wrote, or {@link #isNotification} tells Claude; empty for what is no prompt. */
  public String prompt() {
    String prompt = text("prompt");
    return prompt.isEmpty() ? text("prompt_text") : prompt;
  }

  /**
   * Whether it is a prompt that Claude Code made up, because a task in the background has ended.
   */
  public boolean isNotification() {
    return prompt().startsWith("<task-notification>");
  }

  public String toolName() {
    return name("tool_name");
  }

  /** The tool's input: Claude Code's {@code tool_input}, claude-mpm's {@code tool_parameters}. */
  public JsonNode toolInput() {
    JsonNode input = data.path("tool_input");
    if (!input.isMissingNode()) {
      return input;
    }
    JsonNode parameters = data.path("tool_parameters");
    return parameters.isObject() ? parameters : MissingNode.getInstance();
  }

  /** Empty for an event without one. */
  public String callId() {
    return name("tool_use_id");
  }

  /** Claude Code's {@code agent_id}; {@link #MAIN} when it names none. */
  public String agentId() {
    String id = name("agent_id");
    return id.isEmpty() ? MAIN : id;
  }
}
