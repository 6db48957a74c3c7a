package io.mpm.monitor.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private JsonNode event;

  @BeforeEach
  void parse() throws Exception {
    event =
        Json.parse(
            """
            {"timestamp": "2026-11-22T23:27:09Z", "session_id": "cbca1fbd-1111",
             "type": "hook.post_tool", "hook_event_name": "PostToolUse", "tool": {"name": "Bash"}}
            """);
  }

  @Test
  void nothingAsked_acceptsAll() {
    assertThat(accepts(List.of(), List.of(), List.of())).isTrue();
  }

  @Test
  void session_byItsBeginning() {
    assertThat(accepts(List.of("cbca"), List.of(), List.of())).isTrue();
    assertThat(accepts(List.of("1111"), List.of(), List.of())).isFalse();
  }

  @Test
  void type_byEitherName_inAnyCase_withStar() {
    assertThat(accepts(List.of(), List.of("hook.post_tool"), List.of())).isTrue();
    assertThat(accepts(List.of(), List.of("posttooluse"), List.of())).isTrue();
    assertThat(accepts(List.of(), List.of("Stop", "Post*"), List.of())).isTrue();
    assertThat(accepts(List.of(), List.of("Post"), List.of())).isFalse();
  }

  @Test
  void tool_andType_bothMustFit() {
    assertThat(accepts(List.of(), List.of("Post*"), List.of("bash"))).isTrue();
    assertThat(accepts(List.of(), List.of("Stop"), List.of("bash"))).isFalse();
    assertThat(accepts(List.of(), List.of(), List.of("Read"))).isFalse();
  }

  @Test
  void since_leavesOutWhatIsOlder() {
    assertThat(since("2026-11-22T23:27:09Z").accepts(event)).isTrue();
    assertThat(since("2026-11-22T23:27:10Z").accepts(event)).isFalse();
  }

  private boolean accepts(List<String> sessions, List<String> types, List<String> tools) {
    return new Selection(sessions, types, tools, Instant.MIN).accepts(event);
  }

  private static Selection since(String time) {
    return new Selection(List.of(), List.of(), List.of(), Instant.parse(time));
  }
}
