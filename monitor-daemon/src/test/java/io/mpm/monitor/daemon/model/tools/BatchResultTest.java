package io.mpm.monitor.daemon.model.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResultTest {

  /** As Claude Code 2.1.197 told of calls that it listed in its own {@code permission_denials}. */
  static List<JsonNode> refusals() throws IOException, MalformedJsonException {
    List<JsonNode> elements = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/fixtures/refusals.ndjson"))) {
      elements.add(Json.parse(line));
    }
    return elements;
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_isDenied(JsonNode element) {
    assertThat(BatchResult.status(element.path("tool_response"), false))
        .isEqualTo(ToolStatus.DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Contains 3 files",
        "Contains main_class and more",
        "the pipe was blocked. By rust",
        "two lines\nof which one was blocked. For security"
      })
  void answerOfATool_isNoRefusal(String answer) {
    assertThat(BatchResult.status(TextNode.valueOf(answer), false)).isEqualTo(ToolStatus.OK);
  }

  @Test
  void unknownWords_whereSuccessesAreTold_areUnknown() {
    assertThat(BatchResult.status(TextNode.valueOf("Hello"), true)).isEqualTo(ToolStatus.UNKNOWN);
    assertThat(BatchResult.status(TextNode.valueOf("Exit code 4"), true))
        .isEqualTo(ToolStatus.FAILED);
  }
}
