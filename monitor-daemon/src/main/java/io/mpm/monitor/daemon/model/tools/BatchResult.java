package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a call ended whose result only a PostToolBatch tells. The result is what Claude reads, in
 * which refusals and failures are told by how the text begins.
 */
final class BatchResult {

  private static final Pattern DENIAL =
      Pattern.compile(
          "The user doesn't want to "
              + "|Permission (?:to|for this|denied by) "
              + "|Tool use is not allowed"
              + "|Claude requested permissions "
              + "|This command requires approval"
              + "|Your organization requires approval"
              + "|Hook PreToolUse:|PreToolUse:\\S+ hook "
              + "|Contains (?:[a-z_]+$|shell syntax \\()"
              // What was to be done to which file comes first.
              + "|[^\\n]{1,4096} was blocked(?:\\. For security| by a deny rule)");

  private static final List<String> INTERRUPTIONS =
      List.of("[Request interrupted by user", "Interrupted by user");

  private static final Pattern FAILURE =
      Pattern.compile(
          "<tool_use_error>|Error: |Exit code [1-9]|File does not exist|No such tool available"
              + "|InputValidationError|API Error: ");

  private BatchResult() {}

  /**
   * What became of the call.
   *
   * @param successesAreTold whether a call that succeeds has an event of its own in this session:
   *     one that has none did something else then, whatever its text is
   */
  static ToolStatus status(JsonNode response, boolean successesAreTold) {
    String result = Outputs.text(response);
    if (DENIAL.matcher(result).lookingAt()) {
      return ToolStatus.DENIED;
    }
    if (INTERRUPTIONS.stream().anyMatch(result::startsWith)) {
      return ToolStatus.INTERRUPTED;
    }
    if (FAILURE.matcher(result).lookingAt()) {
      return ToolStatus.FAILED;
    }
    // Several parts are a tool's own answer: Claude Code says no and tells of errors in one text.
    boolean answered = response.isArray();
    return successesAreTold && !answered ? ToolStatus.UNKNOWN : ToolStatus.OK;
  }
}
