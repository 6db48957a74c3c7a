package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.files.FileOperation;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool, as far as it is known.
 *
 * @param callId unique in its session: Claude Code's own, else the id of the event that began it
 * @param agentId who called
 * @param input what it was called with, in one line
 * @param inputHash tells calls with other inputs apart
 * @param started null when its start was never told
 */
public record ToolCall(
    String callId,
    String name,
    String agentId,
    String input,
    int inputHash,
    @Nullable Instant started,
    Ending ending,
    Permission permission,
    List<FileOperation> files) {

  public ToolCall {
    files = List.copyOf(files);
  }

  public ToolStatus status() {
    return ending.status();
  }

  public boolean isOpen() {
    return ending.status() == ToolStatus.RUNNING;
  }

  /** Whether it is over without anyone having told so. */
  public boolean isInferredOver() {
    return ending.proof() == Proof.INFERRED;
  }

  /** Whether the tool is one that starts an agent, under today's name or the old one. */
  public boolean startsAgent() {
    return startsAgent(name);
  }

  /** Whether {@code tool} is one that starts an agent, under today's name or the old one. */
  public static boolean startsAgent(String tool) {
    return tool.equalsIgnoreCase("agent") || tool.equalsIgnoreCase("task");
  }

  /** Whether the tool is itself a question to the user, which is answered and not permitted. */
  public boolean isQuestion() {
    return isQuestion(name);
  }

  static boolean isQuestion(String tool) {
    return tool.equals("AskUserQuestion") || tool.equals("ExitPlanMode");
  }

  /**
   * Claude Code's own measure, else the time from start to end; null while it runs, and when nobody
   * told its end: it may have been over for long when that was noticed.
   */
  public @Nullable Long durationMs() {
    Long told = ending.durationMs();
    if (told != null || started == null || ending.at() == null || isInferredOver()) {
      return told;
    }
    return Math.max(0, Duration.between(started, ending.at()).toMillis());
  }

  ToolCall startedAt(Instant at) {
    Permission known = permission.answered(ending, at);
    return new ToolCall(callId, name, agentId, input, inputHash, at, ending, known, files);
  }

  ToolCall ended(Ending end) {
    Permission known = permission.answered(end, started);
    return new ToolCall(callId, name, agentId, input, inputHash, started, end, known, files);
  }

  ToolCall asked(Instant at) {
    return new ToolCall(
        callId,
        name,
        agentId,
        input,
        inputHash,
        started,
        ending,
        Permission.asked(at).answered(ending, started),
        files);
  }

  ToolCall with(List<FileOperation> known) {
    return new ToolCall(
        callId, name, agentId, input, inputHash, started, ending, permission, known);
  }

  /** The call, with its diffs given up to save memory. */
  ToolCall withoutDiffs() {
    return with(files.stream().map(FileOperation::withoutDiff).toList());
  }

  /** What the event of its start or end carries of it. */
  public ObjectNode eventJson(String phase) {
    return Json.object()
        .put("call_id", callId)
        .put("name", name)
        .put("phase", phase)
        .put("status", status().word())
        .put("duration_ms", durationMs());
  }

  /** All that is known, for the interface that serves states. */
  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("call_id", callId)
            .put("name", name)
            .put("status", status().word())
            .put("duration_ms", durationMs())
            .put("agent_id", agentId)
            .put("started", text(started))
            .put("ended", text(ending.at()))
            .put("input", input)
            .put("result", ending.output().summary())
            .put("output_bytes", ending.output().bytes())
            .put("reason", ending.reason())
            .put("proof", ending.proof().word())
            .put("background", ending.background() == null ? null : ending.background().word());
    json.set("permission", permission.json());
    ArrayNode touched = json.putArray("files");
    files.forEach(file -> touched.add(file.json()));
    return json;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
