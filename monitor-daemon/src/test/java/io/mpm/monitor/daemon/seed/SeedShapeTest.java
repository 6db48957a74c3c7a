package io.mpm.monitor.daemon.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedShapeTest {

  private static JsonNode json(String quoted) {
    try {
      return Json.parse(quoted.replace('\'', '"'));
    } catch (MalformedJsonException e) {
      throw new AssertionError(quoted, e);
    }
  }

  /** The event as it is held, in the seed's shape. */
  private static JsonNode shaped(String type, String tool, String data) {
    return shaped("claude-code", type, tool, data);
  }

  private static JsonNode shaped(String source, String type, String tool, String data) {
    ObjectNode event = Json.object().put("type", type).put("source", source);
    event.put("timestamp", "2026-11-22T23:27:09.948Z");
    event.set("tool", json(tool));
    event.set("data", json(data));
    byte[] shaped = SeedShape.of(new StoredEvent(1, type, "s", Json.bytes(event)));
    return json(new String(shaped, StandardCharsets.UTF_8).replace("'", "\\u0027"));
  }

  private static JsonNode started(String tool, String input) {
    return shaped(
            "hook.pre_tool",
            "{}",
            "{'tool_name':'" + tool + "','tool_input':" + input + ",'cwd':'/p'}")
        .path("data");
  }

  @Test
  void everyHook_hasItsFolderBranchAndTime_andKeepsWhatItSaid() {
    JsonNode data = shaped("hook.other", "{}", "{'cwd':'/p','session_id':'s'}").path("data");

    assertThat(data)
        .isEqualTo(
            json(
                "{'cwd':'/p','session_id':'s','working_directory':'/p','git_branch':'Unknown',"
                    + "'timestamp':'2026-11-22T23:27:09.948Z'}"));
  }

  @Test
  void prompt_isToldInFull_andLookedAt() {
    JsonNode data =
        shaped("hook.user_prompt", "{}", "{'prompt':'Fix the Python test'}").path("data");

    assertThat(data.path("prompt_text").asText()).isEqualTo("Fix the Python test");
    assertThat(data.path("prompt_length").asInt()).isEqualTo(19);
    assertThat(data.path("contains_code").asBoolean()).isTrue();
    assertThat(data.path("urgency").asText()).isEqualTo("high");
    assertThat(data.path("is_command").asBoolean()).isFalse();
  }

  @Test
  void fileTool_hasItsPathAmongItsParameters() {
    JsonNode data = started("Edit", "{'file_path':'/p/a','old_string':'x','new_string':'abc'}");

    assertThat(data.path("tool_parameters"))
        .isEqualTo(
            json(
                "{'input_type':'dict','param_keys':['file_path','old_string','new_string'],"
                    + "'file_path':'/p/a','content_length':3,'is_create':false,'is_edit':true}"));
    assertThat(data.path("operation_type").asText()).isEqualTo("write");
    assertThat(data.path("is_file_operation").asBoolean()).isTrue();
    assertThat(data.path("parameter_count").asInt()).isEqualTo(3);
    assertThat(data.path("tool_input").path("new_string").asText()).isEqualTo("abc");
    JsonNode notebook = started("NotebookEdit", "{'notebook_path':'/n'}");
    assertThat(notebook.path("tool_parameters").path("file_path").asText()).isEqualTo("/n");
  }

  @ParameterizedTest
  @CsvSource({
    "Bash, '{\"command\":\"sudo x | y\"}', execute, high",
    "Bash, '{\"command\":\"npm install\"}', execute, medium",
    "Bash, '{\"command\":\"ls\"}', execute, low",
    "Write, '{\"file_path\":\"/etc/hosts\"}', write, high",
    "Write, '{\"file_path\":\"/home/a\"}', write, medium",
    "Write, '{\"file_path\":\"a\"}', write, low",
    "Grep, '{\"pattern\":\"x\"}', read, low",
    "WebFetch, '{\"url\":\"http://a\"}', network, low",
    "TodoWrite, '{\"todos\":[]}', task_management, low",
    "Agent, '{\"subagent_type\":\"qa\"}', delegation, low",
    "mcp__a__b, '{}', other, low",
    "LS, 7, read, low"
  })
  void tool_isClassed(String tool, String input, String operation, String risk) {
    JsonNode data = started(tool, input);

    assertThat(data.path("operation_type").asText()).isEqualTo(operation);
    assertThat(data.path("security_risk").asText()).isEqualTo(risk);
    assertThat(data.path("tool_parameters").isObject()).isTrue();
  }

  @Test
  void delegation_isToldTwice_asTheSeedDoes() {
    JsonNode data = started("Task", "{'subagent_type':'Code_Review','prompt':'look'}");

    assertThat(data.path("delegation_details"))
        .isEqualTo(
            json(
                "{'agent_type':'code-review','original_agent_type':'Code_Review','prompt':'look',"
                    + "'description':'','task_preview':'look'}"));
    assertThat(data.path("tool_parameters").path("subagent_type").asText())
        .isEqualTo("Code_Review");
    assertThat(data.path("is_delegation").asBoolean()).isTrue();
  }

  @Test
  void todos_areCounted() {
    JsonNode parameters =
        started("TodoWrite", "{'todos':[{'status':'completed'},{'status':'pending'},{}]}")
            .path("tool_parameters");

    assertThat(parameters.path("todo_count").asInt()).isEqualTo(3);
    assertThat(parameters.path("todo_summary").path("status_counts"))
        .isEqualTo(json("{'completed':1,'pending':2}"));
    assertThat(parameters.path("has_in_progress").asBoolean()).isFalse();
    assertThat(parameters.path("priorities")).isEqualTo(json("['medium']"));
  }

  @Test
  void end_tellsWhetherItSucceededAndWhatItGave() {
    JsonNode data =
        shaped(
                "hook.post_tool",
                "{'status':'ok','duration_ms':7}",
                "{'tool_name':'Bash','tool_response':{'stdout':'one\\ntwo'}}")
            .path("data");

    assertThat(data.path("success").asBoolean()).isTrue();
    assertThat(data.path("status").asText()).isEqualTo("success");
    assertThat(data.path("duration_ms").asInt()).isEqualTo(7);
    assertThat(data.path("output_size").asInt()).isEqualTo(7);
    assertThat(data.path("result_summary"))
        .isEqualTo(
            json(
                "{'exit_code':0,'has_output':true,'has_error':false,"
                    + "'output_preview':'one\\ntwo','output_lines':2}"));
  }

  @Test
  void failedEnd_isTheEndThatTheSeedKnows() {
    JsonNode event =
        shaped(
            "hook.post_tool_use_failure",
            "{'status':'failed'}",
            "{'tool_name':'Bash','error':'Exit code 1'}");

    assertThat(event.path("type").asText()).isEqualTo("hook.post_tool");
    assertThat(event.path("data").path("exit_code").asInt()).isEqualTo(1);
    assertThat(event.path("data").path("status").asText()).isEqualTo("error");
    assertThat(event.path("data").path("result_summary").path("error_preview").asText())
        .isEqualTo("Exit code 1");
    assertThat(
            shaped("hook.post_tool", "{'status':'denied'}", "{}")
                .path("data")
                .path("status")
                .asText())
        .isEqualTo("blocked");
  }

  @Test
  void notificationAndStops_areLookedAt() {
    JsonNode notice =
        shaped("hook.notification", "{}", "{'message':'Claude is waiting for your input'}")
            .path("data");
    assertThat(notice.path("is_user_input_request").asBoolean()).isTrue();
    assertThat(notice.path("notification_type").asText()).isEqualTo("unknown");
    JsonNode stop = shaped("hook.stop", "{}", "{'last_assistant_message':'Done'}").path("data");
    assertThat(stop.path("reason").asText()).isEqualTo("unknown");
    assertThat(stop.path("has_output").asBoolean()).isTrue();
    JsonNode agent = shaped("hook.subagent_stop", "{}", "{'agent_type':'research'}").path("data");
    assertThat(agent.path("is_delegation_related").asBoolean()).isTrue();
    assertThat(agent.path("agent_type").asText()).isEqualTo("research");
  }

  @Test
  void whatTheSeedsPublishersSent_isLeftAsItIs() {
    assertThat(shaped("claude-mpm", "hook.pre_tool", "{}", "{'tool_name':'Bash'}").path("data"))
        .isEqualTo(json("{'tool_name':'Bash'}"));
  }
}
