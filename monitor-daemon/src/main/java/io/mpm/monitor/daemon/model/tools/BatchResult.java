package io.mpm.monitor.daemon.model.tools;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a call ended whose result only a PostToolBatch tells. The result is the text that Claude
 * reads, in which success and failure are told apart by how it begins.
 */
final class BatchResult {

  private static final List<String> DENIALS =
      List.of(
          "The user doesn't want to ",
          "Permission to use ",
          "Tool use is not allowed",
          "Claude requested permissions ");

  private static final List<String> INTERRUPTIONS =
      List.of("[Request interrupted by user", "Interrupted by user");

  private static final Pattern FAILURE =
      Pattern.compile(
          "<tool_use_error>|Error: |Exit code [1-9]|File does not exist|No such tool available"
              + "|InputValidationError|API Error: ");

  private BatchResult() {}

  static ToolStatus status(String result) {
    if (DENIALS.stream().anyMatch(result::startsWith)) {
      return ToolStatus.DENIED;
    }
    if (INTERRUPTIONS.stream().anyMatch(result::startsWith)) {
      return ToolStatus.INTERRUPTED;
    }
    return FAILURE.matcher(result).lookingAt() ? ToolStatus.FAILED : ToolStatus.OK;
  }
}
