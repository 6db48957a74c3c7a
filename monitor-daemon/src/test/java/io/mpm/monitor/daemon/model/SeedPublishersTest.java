package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.tools.ToolStatus;
import io.mpm.monitor.protocol.redaction.CutMark;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Publishers that name neither calls nor agents, and what claude-mpm's own page got wrong. */
class SeedPublishersTest {

  private final Story story = new Story();

  private void pre(long at, String tool, String parameters) {
    story.seed(
        at,
        "hook",
        "'type':'hook','subtype':'pre_tool','session_id':'s','tool_name':'"
            + tool
            + "','tool_parameters':{"
            + parameters
            + "}");
  }

  private JsonNode post(long at, String tool, String more) {
    return story.seed(
        at,
        "hook.post_tool",
        "'session_id':'s','tool_name':'" + tool + "'" + (more.isEmpty() ? "" : "," + more));
  }

  @Test
  void s30_acceptance_sixteenEventsAreEightFiles() {
    List<List<String>> asked =
        List.of(
            List.of("Read", "'file_path':'/test/example.txt'"),
            List.of("Write", "'file_path':'/test/output.py'"),
            List.of("Edit", "'file_path':'/test/config.json'"),
            List.of("Grep", "'pattern':'TODO','path':'/test/src'"),
            List.of("Glob", "'pattern':'*.py'"),
            List.of("LS", "'path':'/test/directory'"),
            List.of("MultiEdit", "'file_path':'/test/multi.js'"),
            List.of("read", "'file_path':'/test/lowercase.txt'"));
    for (int i = 0; i < asked.size(); i++) {
      pre(i * 1_000L, asked.get(i).get(0), asked.get(i).get(1));
      post(i * 1_000L + 500, asked.get(i).get(0), "");
    }
    assertThat(story.told()).hasSize(16);
    assertThat(story.files())
        .containsExactly(
            "/test/example.txt: read ok by main",
            "/test/output.py: write ok by main",
            "/test/config.json: edit ok by main",
            "/test/src: search ok by main",
            "[glob] *.py: glob ok by main",
            "/test/directory: list ok by main",
            "/test/multi.js: multi_edit ok by main",
            "/test/lowercase.txt: read ok by main");
    assertThat(story.session().calls()).hasSize(8).allMatch(call -> call.durationMs() == 500);
  }

  @Test
  void s9_twoReadsInOneSecond_areTwoFiles() {
    pre(0, "Read", "'file_path':'/a'");
    post(10, "Read", "");
    pre(20, "Read", "'file_path':'/b'");
    post(30, "Read", "");
    assertThat(story.files()).containsExactly("/a: read ok by main", "/b: read ok by main");
  }

  @Test
  void s9_twoReadsOfOneFileInOneSecond_areTwoOperations() {
    story.hook(0, "PreToolUse", read("t1"));
    story.hook(1, "PreToolUse", read("t2"));
    story.hook(2, "PostToolUse", read("t2"));
    story.hook(3, "PostToolUse", read("t1"));
    assertThat(story.files()).containsExactly("/p/x: read ok by main, read ok by main");
  }

  private static String read(String id) {
    return "'tool_name':'Read','tool_input':{'file_path':'x'},'tool_use_id':'" + id + "'";
  }

  @Test
  void s10_s26_parallelBashCalls_areNotCrossed() {
    story.hook(0, "PreToolUse", bash("t1", "make"));
    story.hook(1, "PreToolUse", bash("t2", "make check"));
    story.hook(9, "PostToolUse", bash("t2", "make check") + ",'tool_response':{'stdout':'two'}");
    story.hook(10, "PostToolUse", bash("t1", "make") + ",'tool_response':{'stdout':'one'}");
    assertThat(story.call("t1").ending().output().summary()).isEqualTo("one");
    assertThat(story.call("t2").ending().output().summary()).isEqualTo("two");
    assertThat(story.call("t1").durationMs()).isEqualTo(10);
    assertThat(story.call("t2").ending().output().bytes()).isEqualTo(3);
  }

  private static String bash(String id, String command) {
    return "'tool_name':'Bash','tool_input':{'command':'"
        + command
        + "'},'tool_use_id':'"
        + id
        + "'";
  }

  @Test
  void s11_callOverFiveMinutes_isOneCall() {
    pre(0, "Bash", "'command':'make'");
    JsonNode end = post(301_000, "Bash", "");
    assertThat(story.session().calls()).hasSize(1);
    assertThat(end.path("tool").path("duration_ms").asLong()).isEqualTo(301_000);
  }

  @Test
  void s12_bashOptions_areNoFiles() {
    story.hook(0, "PreToolUse", bash("t1", "rm -r build"));
    story.hook(1, "PostToolUse", bash("t1", "rm -r build") + ",'tool_response':{}");
    story.hook(2, "PreToolUse", bash("t2", "head -n -5 x"));
    story.hook(3, "PostToolUse", bash("t2", "head -n -5 x") + ",'tool_response':{}");
    assertThat(story.files()).containsExactly("/p/build: delete ok by main");
  }

  @Test
  void s13_eventWithoutSubtype_isTaken() {
    story.seed(0, "hook", "'session_id':'s'");
    story.seed(0, "", "'session_id':'s'");
    assertThat(story.session().summary().events()).isEqualTo(2);
  }

  @Test
  void s14_postInTheNextSecond_keepsItsDetails() {
    pre(990, "Write", "'file_path':'/a','content':'x'");
    JsonNode end = post(1_010, "Write", "'duration_ms':7,'result_summary':{'output_preview':'ok'}");
    assertThat(end.path("files").path(0).path("path").asText()).isEqualTo("/a");
    assertThat(story.session().calls().get(0).ending().output().summary()).isEqualTo("ok");
    assertThat(story.session().calls().get(0).durationMs()).isEqualTo(7);
  }

  @Test
  void s15_failure_isNoSuccess() {
    pre(0, "Bash", "'command':'false'");
    post(1, "Bash", "'status':'error','result_summary':{'error_preview':'no'}");
    pre(2, "Bash", "'command':'rm'");
    post(3, "Bash", "'status':'blocked'");
    assertThat(story.session().calls())
        .extracting(call -> call.status())
        .containsExactly(ToolStatus.FAILED, ToolStatus.DENIED);
    assertThat(story.session().summary().errors()).isEqualTo(1);
  }

  @Test
  void equalParameters_beatTheNearestStart() {
    pre(0, "Bash", "'command':'a'");
    pre(100, "Bash", "'command':'b'");
    post(200, "Bash", "'tool_parameters':{'command':'a'},'result_summary':{'output_preview':'A'}");
    assertThat(story.session().calls().get(0).ending().output().summary()).isEqualTo("A");
    assertThat(story.session().calls().get(1).isOpen()).isTrue();
  }

  @Test
  void s19_edit_hasItsDiff() {
    pre(0, "Edit", "'file_path':'/a','old_string':'one\\ntwo','new_string':'one\\n2'");
    JsonNode end =
        post(
            1,
            "Edit",
            "'tool_parameters':{'file_path':'/a','old_string':'one\\ntwo','new_string':'one\\n2'}");
    assertThat(end.path("files").path(0).path("added").asInt()).isEqualTo(1);
    assertThat(story.session().files().get(0).touches().get(0).operation().change().diff())
        .isEqualTo("-two\n+2\n");
  }

  /** What a tool gave back stands in tool_response, not beside it as the seed looks for it. */
  @Test
  void s15_s16_resultAndItsSize_areReadFromTheToolResponse() {
    story.hook(0, "PreToolUse", bash("t1", "ls"));
    story.hook(
        3, "PostToolUse", bash("t1", "ls") + ",'tool_response':{'stdout':'é\\nb','stderr':''}");
    assertThat(story.call("t1").ending().output().summary()).isEqualTo("é b");
    assertThat(story.call("t1").ending().output().bytes()).isEqualTo(4);
    String cut = ",'tool_response':{'stdout':'the beginning','persistedOutputSize':36612}";
    story.hook(4, "PostToolUse", bash("t2", "ls -R") + cut);
    assertThat(story.call("t2").ending().output().bytes()).isEqualTo(36_612);
    String cutOnTheWay = ",'tool_response':{'stdout':'x" + new CutMark(1, 300_000).text() + "'}";
    story.hook(4, "PostToolUse", bash("t4", "yes") + cutOnTheWay);
    assertThat(story.call("t4").ending().output().bytes()).isEqualTo(300_000);
    story.hook(5, "PostToolUseFailure", bash("t3", "false") + ",'error':'Exit code 1'");
    assertThat(story.call("t3").status()).isEqualTo(ToolStatus.FAILED);
    assertThat(story.call("t3").ending().output().summary()).isEqualTo("Exit code 1");
  }

  @Test
  void s17_duration_isClaudesOwn_elseMeasured() {
    story.hook(0, "PreToolUse", bash("t1", "ls"));
    story.hook(9, "PostToolUse", bash("t1", "ls") + ",'duration_ms':4");
    story.hook(10, "PreToolUse", bash("t2", "ls"));
    story.hook(17, "PostToolUse", bash("t2", "ls"));
    assertThat(story.call("t1").durationMs()).isEqualTo(4);
    assertThat(story.call("t2").durationMs()).isEqualTo(7);
  }

  @Test
  void s18_subagentStop_isOfTheAgentThatStopped() {
    story.seed(0, "hook.subagent_start", "'session_id':'s','agent_type':'qa','agent_id':'qa_s'");
    JsonNode stop = story.seed(9, "hook.subagent_stop", "'session_id':'s','agent_type':'unknown'");
    assertThat(agentOf(stop)).isEqualTo("qa_s definitive");
    assertThat(story.agent("qa_s").status().word()).isEqualTo("done");
  }

  /** In the order and with the fields of claude-mpm's own publisher. */
  @Test
  void delegation_isOneCallOfTheMainAgent_andItsAgentKnowsWhatWasAskedAndAnswered() {
    String names = "'session_id':'s','agent_type':'qa','agent_id':'qa_s'";
    story.seed(0, "hook.subagent_start", names + ",'prompt':'look well','description':'a look'");
    story.seed(
        2,
        "hook.pre_tool",
        "'session_id':'s','tool_name':'Task','tool_parameters':{'subagent_type':'qa'},'delegation_details':{'agent_type':'qa','prompt':'look"
            + " well','description':'a look'}");
    pre(10, "Read", "'file_path':'/a'");
    post(20, "Read", "");
    JsonNode stop =
        story.seed(
            30, "hook.subagent_stop", names + ",'structured_response':{'results':'all is well'}");
    JsonNode end = post(32, "Task", "");

    assertThat(stop.has("closes")).isFalse();
    assertThat(end.path("tool").path("duration_ms").asLong()).isEqualTo(30);
    assertThat(story.session().calls())
        .extracting(call -> call.name() + " " + call.agentId() + " " + call.status().word())
        .containsExactly("Task main ok", "Read qa_s ok");
    JsonNode agent = story.agent("qa_s").json();
    assertThat(agent.path("prompt").asText()).isEqualTo("look well");
    assertThat(agent.path("description").asText()).isEqualTo("a look");
    assertThat(agent.path("result").asText()).isEqualTo("all is well");
    assertThat(agent.path("status").asText()).isEqualTo("done");
    assertThat(agent.path("call_id").asText()).isEqualTo(story.session().calls().get(0).callId());
    assertThat(agent.path("tool_calls").asLong()).isEqualTo(1);
  }

  @Test
  void twoDelegationsAtOnce_areTwoCalls() {
    for (String type : List.of("qa", "ops")) {
      String names = "'session_id':'s','agent_type':'" + type + "','agent_id':'" + type + "_s'";
      story.seed(0, "hook.subagent_start", names);
      pre(1, "Task", "'subagent_type':'" + type + "','prompt':'" + type + " it'");
    }
    for (String type : List.of("ops", "qa")) {
      String names = "'session_id':'s','agent_type':'" + type + "','agent_id':'" + type + "_s'";
      story.seed(10, "hook.subagent_stop", names);
    }
    post(11, "Task", "");
    post(12, "Task", "");
    assertThat(story.session().calls())
        .hasSize(2)
        .allMatch(call -> call.status() == ToolStatus.OK && call.agentId().equals("main"));
    assertThat(story.agent("ops_s").json().path("prompt").asText()).isEqualTo("ops it");
  }

  @Test
  void callThatWasTakenForOver_isEndedByItsOwnEnd() {
    pre(0, "Bash", "'command':'make'");
    story.seed(5, "hook.stop", "'session_id':'s'");
    pre(10, "Bash", "'command':'ls'");
    post(12, "Bash", "'result_summary':{'output_preview':'a file'}");
    post(20, "Bash", "'result_summary':{'output_preview':'made'}");
    assertThat(story.session().calls())
        .extracting(call -> call.input() + ": " + call.ending().output().summary())
        .containsExactly("make: made", "ls: a file");
  }

  /** The seed counts events of type "log" alone. */
  @Test
  void s22_errors_areFailedCallsAndFailedTurns() {
    story.hook(0, "PostToolUseFailure", bash("t1", "false") + ",'error':'Exit code 1'");
    story.hook(1, "PostToolUseFailure", bash("t2", "sleep") + ",'is_interrupt':true");
    story.hook(2, "StopFailure", "'error':'rate_limit'");
    story.hook(3, "PostToolUse", bash("t3", "true"));
    assertThat(story.session().summary().errors()).isEqualTo(2);
  }

  private String agentOf(JsonNode event) {
    return event.path("agent").path("id").asText()
        + " "
        + event.path("agent").path("confidence").asText();
  }

  @Test
  void agents_followTheSeedsRules() {
    assertThat(agentOf(story.seed(0, "hook.user_prompt", "'session_id':'s'")))
        .isEqualTo("main default");
    assertThat(
            agentOf(
                story.seed(
                    1,
                    "hook.pre_tool",
                    "'session_id':'s','tool_name':'Task','tool_parameters':{'subagent_type':'research'}")))
        .isEqualTo("research_s high");
    assertThat(agentOf(story.seed(2, "hook.notification", "'session_id':'s'")))
        .isEqualTo("research_s inherited");
    assertThat(agentOf(story.seed(3, "hook.pre_tool", "'session_id':'s','agent_type':'qa'")))
        .isEqualTo("qa_s medium");
    assertThat(agentOf(story.seed(4, "hook.pre_tool", "'session_id':'s','subagent_type':'ops'")))
        .isEqualTo("ops_s high");
    assertThat(
            agentOf(
                story.seed(
                    5,
                    "hook.pre_tool",
                    "'session_id':'s','delegation_details':{'agent_type':'docs'}")))
        .isEqualTo("docs_s high");
    assertThat(
            agentOf(
                story.seed(
                    6,
                    "hook.subagent_start",
                    "'session_id':'s','agent_type':'research','agent_id':'research_s'")))
        .isEqualTo("research_s definitive");
    assertThat(
            agentOf(story.seed(7, "hook.subagent_stop", "'session_id':'s','agent_type':'unknown'")))
        .isEqualTo("research_s definitive");
    assertThat(agentOf(story.seed(8, "hook.stop", "'session_id':'s'")))
        .isEqualTo("main definitive");
    assertThat(agentOf(story.seed(9, "hook.pre_tool", "'session_id':'x-subagent-1'")))
        .isEqualTo("subagent_x-subagent-1 medium");
  }

  @Test
  void s25_eventsInOneMillisecond_keepTheirOrder() {
    pre(5, "Read", "'file_path':'/a'");
    pre(5, "Write", "'file_path':'/a'");
    assertThat(story.told().get(0).path("timestamp").asText()).endsWith(".005Z");
    assertThat(story.files()).containsExactly("/a: read running by main, write running by main");
  }
}
