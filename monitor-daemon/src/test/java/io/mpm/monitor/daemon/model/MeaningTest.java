package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.agents.Agent;
import io.mpm.monitor.daemon.model.agents.AgentStatus;
import io.mpm.monitor.daemon.model.agents.Confidence;
import io.mpm.monitor.daemon.model.sessions.Fork;
import io.mpm.monitor.daemon.model.sessions.Interruption;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.model.sessions.Silence;
import io.mpm.monitor.daemon.model.tools.Permission.Answer;
import io.mpm.monitor.daemon.model.tools.ToolStatus;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single events do to calls, agents and sessions. */
class MeaningTest {

  private static final String BASH =
      "'tool_name':'Bash','tool_input':{'command':'make'},'tool_use_id':'t1'";

  private static final String REMOVAL =
      "'tool_name':'Bash','tool_input':{'command':'rm a.txt'},'tool_use_id':'t2'";

  private final Story story = new Story();

  private static String agentCall(String id) {
    return "'tool_name':'Agent','tool_input':{'subagent_type':'Explore','prompt':'"
        + id
        + "'},'tool_use_id':'"
        + id
        + "'";
  }

  private static String by(String agent) {
    return "'agent_id':'" + agent + "','agent_type':'Explore'";
  }

  @Test
  void endBeforeStart_isOneCallWithBoth() {
    story.hook(50, "PostToolUse", BASH);
    JsonNode start = story.hook(10, "PreToolUse", BASH);
    assertThat(start.path("tool").path("status").asText()).isEqualTo("ok");
    assertThat(story.calls()).containsExactly("t1 Bash ok");
    assertThat(story.call("t1").durationMs()).isEqualTo(40);
  }

  @Test
  void d8_endWithoutAStart_isACallOfItsOwn() {
    JsonNode end = story.hook(10, "PostToolUse", BASH + ",'duration_ms':4");
    assertThat(end.path("tool").path("status").asText()).isEqualTo("ok");
    assertThat(story.calls()).containsExactly("t1 Bash ok");
    assertThat(story.call("t1").durationMs()).isEqualTo(4);
    assertThat(story.call("t1").started()).isNull();
  }

  @Test
  void interruptedCall_endsAtTheNextPrompt() {
    story.hook(0, "PreToolUse", BASH);
    JsonNode prompt = story.hook(10, "UserPromptSubmit", "'prompt':'no'");
    assertThat(Json.text(prompt.path("closes")))
        .isEqualTo(
            "[{\"call_id\":\"t1\",\"status\":\"interrupted\",\"reason\":\"the next prompt came\"}]");
  }

  @Test
  void lateEnd_hasTheLastWord() {
    story.hook(0, "PreToolUse", BASH);
    story.hook(10, "Stop", "");
    assertThat(story.calls()).containsExactly("t1 Bash unknown");
    story.hook(5, "PostToolUse", BASH);
    assertThat(story.calls()).containsExactly("t1 Bash ok");
    assertThat(story.state()).isEqualTo("done");
  }

  @Test
  void startOvertakenByStop_isClosedAtOnce() {
    story.hook(10, "Stop", "");
    JsonNode start = story.hook(5, "PreToolUse", BASH);
    assertThat(start.path("tool").path("status").asText()).isEqualTo("unknown");
    assertThat(start.path("closes").path(0).path("reason").asText()).isEqualTo("the turn is over");
  }

  @Test
  void mainsStop_leavesBackgroundAgentsAlone() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(1, "SubagentStart", by("a1"));
    story.hook(
        2,
        "PostToolUse",
        agentCall("c1") + ",'tool_response':{'status':'async_launched','agentId':'a1'}");
    story.hook(3, "PreToolUse", BASH + "," + by("a1"));
    story.hook(4, "Stop", "");
    assertThat(story.calls()).containsExactly("c1 Agent ok", "t1 Bash running");
    assertThat(story.state()).isEqualTo("working");
    story.hook(5, "UserPromptSubmit", "'prompt':'more'");
    assertThat(story.agent("a1").isRunning()).isTrue();
    story.hook(6, "Stop", "");
    JsonNode stop = story.hook(7, "SubagentStop", by("a1"));
    assertThat(stop.path("closes").path(0).path("call_id").asText()).isEqualTo("t1");
    assertThat(story.state()).isEqualTo("done");
  }

  @Test
  void failedAgent_isOverAndStaysFailed() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(1, "SubagentStart", by("a1"));
    story.hook(2, "PreToolUse", BASH + "," + by("a1"));
    JsonNode failure =
        story.hook(
            9,
            "StopFailure",
            by("a1") + ",'error':'unknown','last_assistant_message':'API Error: 400 boom'");
    assertThat(failure.path("closes").path(0).path("call_id").asText()).isEqualTo("t1");
    story.hook(
        10,
        "PostToolUse",
        agentCall("c1") + ",'tool_response':{'status':'completed','agentId':'a1'}");
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.FAILED);
    assertThat(story.agent("a1").json().path("result").asText()).isEqualTo("API Error: 400 boom");
    story.hook(11, "Stop", "");
    assertThat(story.state()).isEqualTo("done");
  }

  @Test
  void failureOvertakenByItsCallsResult_isAFailure() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(1, "SubagentStart", by("a1"));
    story.hook(
        10,
        "PostToolUse",
        agentCall("c1") + ",'tool_response':{'status':'completed','agentId':'a1'}");
    story.hook(9, "StopFailure", by("a1") + ",'error':'unknown'");
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.FAILED);
  }

  private void launch(String call, String agent) {
    story.hook(0, "PreToolUse", agentCall(call));
    story.hook(1, "SubagentStart", by(agent));
    story.hook(
        2,
        "PostToolUse",
        agentCall(call) + ",'tool_response':{'status':'async_launched','agentId':'" + agent + "'}");
  }

  @Test
  void backgroundAgentThatTheTurnsEndDoesNotName_isOverWithThoseItCalled() {
    launch("c1", "a1");
    launch("c2", "a2");
    story.hook(3, "PreToolUse", agentCall("c3") + "," + by("a1"));
    story.hook(4, "SubagentStart", by("a3"));
    story.hook(5, "PreToolUse", BASH + "," + by("a3"));
    JsonNode stop = story.hook(6, "Stop", "'background_tasks':[{'id':'a2','type':'subagent'}]");
    assertThat(stop.path("closes").findValuesAsText("call_id")).containsExactly("c3", "t1");
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.UNKNOWN);
    assertThat(story.agent("a3").status()).isEqualTo(AgentStatus.UNKNOWN);
    assertThat(story.agent("a2").isRunning()).isTrue();
    assertThat(story.state()).isEqualTo("working");
    story.hook(7, "SubagentStop", by("a1"));
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.DONE);
    story.hook(8, "Stop", "'background_tasks':[]");
    assertThat(story.state()).isEqualTo("done");
  }

  @Test
  void agentStoppedByATool_isInterrupted() {
    launch("c1", "a1");
    story.hook(3, "PreToolUse", BASH + "," + by("a1"));
    String stop = "'tool_name':'TaskStop','tool_use_id':'k','tool_input':{'task_id':'a1'}";
    story.hook(4, "PreToolUse", stop);
    story.hook(5, "PostToolUse", stop + ",'tool_response':{'task_type':'local_agent'}");
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.INTERRUPTED);
    assertThat(story.calls()).contains("t1 Bash interrupted");
  }

  @Test
  void d8_silentCall_timesOut() {
    story.hook(0, "PreToolUse", BASH);
    JsonNode later = story.hook(Duration.ofHours(3).toMillis(), "ConfigChange", "");
    assertThat(later.path("closes").path(0).path("status").asText()).isEqualTo("unknown");
  }

  @Test
  void parallelAgentsOfOneType_areNotGuessed() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(1, "PreToolUse", agentCall("c2"));
    story.hook(2, "SubagentStart", by("a2"));
    story.hook(3, "SubagentStart", by("a1"));
    assertThat(story.agent("a1").callId()).isEmpty();
    assertThat(story.agent("a1").parent()).isEqualTo("main");

    story.hook(
        9,
        "PostToolUse",
        agentCall("c1") + ",'tool_response':{'status':'completed','agentId':'a1'}");
    assertThat(story.agent("a1").confidence()).isEqualTo(Confidence.DEFINITIVE);
    assertThat(story.agent("a1").callId()).isEqualTo("c1");
    // What is left is the other one.
    Agent other = story.agent("a2");
    assertThat(other.callId()).isEqualTo("c2");
    assertThat(other.confidence()).isEqualTo(Confidence.HIGH);
  }

  @Test
  void lonelyAgent_isKnownBeforeItsEnd() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(2, "SubagentStart", by("a1"));
    assertThat(story.agent("a1").json().path("prompt").asText()).isEqualTo("c1");
    assertThat(story.agent("a1").confidence()).isEqualTo(Confidence.HIGH);
  }

  @Test
  void nestedAgent_hasItsCallerAsParent() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(1, "SubagentStart", by("a1"));
    story.hook(2, "PreToolUse", agentCall("c2") + "," + by("a1"));
    story.hook(3, "SubagentStart", by("a2"));
    assertThat(story.agent("a2").parent()).isEqualTo("a1");
  }

  @Test
  void permissionDenied_isDeniedAfterItsWait() {
    story.hook(0, "PreToolUse", BASH);
    story.hook(5, "PermissionRequest", BASH.replace(",'tool_use_id':'t1'", ""));
    assertThat(story.state()).isEqualTo("waiting permission");
    JsonNode denied = story.hook(1_005, "PermissionDenied", BASH + ",'reason':'rm is not allowed'");
    assertThat(Json.text(denied.path("permission")))
        .contains("\"answer\":\"denied\"", "\"waited_ms\":1000");
    assertThat(story.calls()).containsExactly("t1 Bash denied");
    assertThat(story.state()).isEqualTo("working");
  }

  @Test
  void permissionRequestBeforeItsCall_findsIt() {
    story.hook(5, "PermissionRequest", BASH.replace(",'tool_use_id':'t1'", ""));
    story.hook(4, "PreToolUse", BASH);
    assertThat(story.call("t1").permission().answer()).isEqualTo(Answer.ASKED);
  }

  @Test
  void permissionPrompt_ofTheOnlyOpenCall_isItsQuestion() {
    story.hook(0, "PreToolUse", BASH);
    story.hook(5, "Notification", "'notification_type':'permission_prompt'");
    assertThat(story.call("t1").permission().isOpen()).isTrue();
    story.hook(9, "PostToolUse", BASH + ",'duration_ms':1");
    assertThat(story.call("t1").permission().waitedMs()).isEqualTo(8);
  }

  private void prompted(long at) {
    story.hook(at, "Notification", "'notification_type':'permission_prompt'");
  }

  private static String bash(String id, String agent) {
    return BASH.replace("t1", id) + "," + by(agent);
  }

  @Test
  void permissionPrompt_ofAnAgentsOnlyCall_isThatCallsQuestion() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(1, "SubagentStart", by("a1"));
    story.hook(2, "PreToolUse", bash("t1", "a1"));
    prompted(6_000);
    assertThat(story.call("t1").permission().isOpen()).isTrue();
    assertThat(story.call("c1").permission().wasAsked()).isFalse();
  }

  @Test
  void permissionPrompt_ofOneOfSeveral_isOpenWhileOneOfThemRuns() {
    story.hook(0, "PreToolUse", agentCall("c1"));
    story.hook(1, "PreToolUse", bash("t1", "a1"));
    story.hook(2, "PreToolUse", bash("t2", "a2"));
    prompted(6_000);
    assertThat(story.state()).isEqualTo("waiting permission");
    story.hook(6_001, "PreToolUse", bash("t3", "a3"));
    story.hook(6_002, "PostToolUse", bash("t3", "a3"));
    story.hook(6_003, "PostToolUse", BASH.replace("t1", "t4"));
    story.hook(6_004, "PostToolUse", bash("t1", "a1"));
    story.hook(6_005, "Stop", "");
    assertThat(story.state()).isEqualTo("waiting permission");
    story.hook(6_006, "PostToolUse", bash("t2", "a2"));
    assertThat(story.state()).isEqualTo("working");
  }

  @Test
  void permissionPrompt_ofACallThatNobodyHasSeen_isOverWithTheFirstEnd() {
    story.hook(0, "UserPromptSubmit", "'prompt':'x'");
    prompted(6_000);
    assertThat(story.state()).isEqualTo("waiting permission");
    story.hook(6_001, "PostToolUse", bash("t1", "a1"));
    assertThat(story.state()).isEqualTo("working");
  }

  /** The user is told of a question some seconds after it was asked. */
  @Test
  void permission_isWaitedForFromTheBeginningOfItsCall() {
    story.hook(1_000, "PreToolUse", BASH);
    prompted(7_000);
    JsonNode end = story.hook(11_500, "PostToolUse", BASH + ",'duration_ms':2500");
    assertThat(Json.text(end.path("permission")))
        .isEqualTo(
            "{\"call_id\":\"t1\",\"answer\":\"granted\","
                + "\"asked_at\":\"2026-11-22T23:00:01Z\",\"waited_ms\":8000}");
  }

  @Test
  void question_isNoPermission() {
    String ask = "'tool_name':'AskUserQuestion','tool_input':{}";
    story.hook(0, "PreToolUse", ask + ",'tool_use_id':'q'");
    story.hook(1, "PermissionRequest", ask);
    prompted(6_000);
    assertThat(story.state()).isEqualTo("waiting question");
    JsonNode end = story.hook(8_000, "PostToolUse", ask + ",'tool_use_id':'q'");
    assertThat(end.has("permission")).isFalse();
    assertThat(story.state()).isEqualTo("working");
  }

  private static final String IN_BACKGROUND =
      BASH + ",'tool_response':{'stdout':'','backgroundTaskId':'bomsn2pfi'},'duration_ms':4";

  private static String notification(String status) {
    return "'prompt':'<task-notification>\\n<task-id>bomsn2pfi</task-id>\\n<tool-use-id>t1"
        + "</tool-use-id>\\n<output-file>/tmp/x.output</output-file>\\n<status>"
        + status
        + "</status>\\n<summary>x</summary>\\n</task-notification>'";
  }

  private String background(JsonNode event) {
    ToolStatus stands = story.call("t1").ending().background();
    return stands + " " + Json.text(event.path("background"));
  }

  @Test
  void commandInBackground_goesOnUntilTheSessionHearsOfItsEnd() {
    assertThat(background(story.hook(0, "PostToolUse", IN_BACKGROUND)))
        .isEqualTo("RUNNING [{\"call_id\":\"t1\",\"status\":\"running\"}]");
    assertThat(story.calls()).containsExactly("t1 Bash ok");
    assertThat(background(story.hook(9, "UserPromptSubmit", notification("failed"))))
        .isEqualTo("FAILED [{\"call_id\":\"t1\",\"status\":\"failed\"}]");
    assertThat(background(story.hook(10, "SessionEnd", ""))).startsWith("FAILED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TaskOutput | {'task':{'task_id':'bomsn2pfi','status':'completed','exitCode':0}} | OK",
        "TaskOutput | {'task':{'task_id':'bomsn2pfi','status':'completed','exitCode':3}} | FAILED",
        "TaskOutput | {'task':{'task_id':'bomsn2pfi','status':'running'}}                | RUNNING",
        "TaskOutput | {'task':{'task_id':'another','status':'completed'}}                | RUNNING",
        "TaskStop   | {'message':'stopped','task_id':'bomsn2pfi'}                    | INTERRUPTED"
      })
  void commandInBackground_askedFor(String tool, String response, ToolStatus stands) {
    story.hook(0, "PostToolUse", IN_BACKGROUND);
    String asked = "'tool_name':'%s','tool_input':{},'tool_use_id':'t2','tool_response':%s";
    story.hook(1, "PostToolUse", asked.formatted(tool, response));
    assertThat(story.call("t1").ending().background()).isEqualTo(stands);
    story.hook(2, "SessionEnd", "");
    assertThat(story.call("t1").ending().background())
        .isEqualTo(stands == ToolStatus.RUNNING ? ToolStatus.UNKNOWN : stands);
  }

  @Test
  void commandSentToTheBackground_hasDeletedNothingYet() {
    story.hook(0, "PostToolUse", REMOVAL + ",'tool_response':{'backgroundTaskId':'b'}");
    assertThat(story.files()).isEmpty();
  }

  @Test
  void question_isWaitedFor() {
    story.hook(0, "PreToolUse", "'tool_name':'AskUserQuestion','tool_input':{},'tool_use_id':'q'");
    assertThat(story.state()).isEqualTo("waiting question");
  }

  @Test
  void idlePrompt_endsWhatWasBrokenOff() {
    story.hook(0, "PreToolUse", BASH);
    story.hook(60_000, "Notification", "'notification_type':'idle_prompt'");
    assertThat(story.calls()).containsExactly("t1 Bash interrupted");
    assertThat(story.state()).isEqualTo("waiting idle");
  }

  @Test
  void batch_tellsWhatTheUserDenied() {
    story.hook(0, "PreToolUse", BASH);
    JsonNode batch =
        story.hook(
            1,
            "PostToolBatch",
            "'tool_calls':[{"
                + BASH
                + ",'tool_response':'The user doesn\\u0027t want to proceed with this tool use.'}]");
    assertThat(batch.path("calls").path(0).path("status").asText()).isEqualTo("denied");
  }

  private static String batchOf(String response) {
    return "'tool_calls':[{" + REMOVAL + ",'tool_response':" + response + "}]";
  }

  @Test
  void batch_ofCallThatNeverSucceeded_claimsNoChangeOfFiles() {
    story.hook(0, "PostToolUse", BASH);
    story.hook(1, "PreToolUse", REMOVAL);
    story.hook(2, "PostToolBatch", batchOf("'some words of a refusal'"));
    assertThat(story.calls()).containsExactly("t1 Bash ok", "t2 Bash unknown");
    assertThat(story.files()).isEmpty();
    story.hook(3, "PostToolUse", REMOVAL);
    assertThat(story.calls()).containsExactly("t1 Bash ok", "t2 Bash ok");
    assertThat(story.files()).containsExactly("/p/a.txt: delete ok by main");
  }

  @Test
  void batch_whereNoSuccessIsTold_isTheOnlyWord() {
    story.hook(1, "PreToolUse", REMOVAL);
    story.hook(2, "PostToolBatch", batchOf("''"));
    assertThat(story.calls()).containsExactly("t2 Bash ok");
    assertThat(story.files()).containsExactly("/p/a.txt: delete ok by main");
  }

  @Test
  void batch_withSeveralParts_isTheToolsOwnAnswer() {
    story.hook(0, "PostToolUse", BASH);
    story.hook(2, "PostToolBatch", batchOf("[{'type':'text','text':'here it is'}]"));
    assertThat(story.calls()).containsExactly("t1 Bash ok", "t2 Bash ok");
  }

  private static String write(String id, String content, String response) {
    String fields = "'tool_name':'Write','tool_use_id':'%s','tool_input':{'file_path':'/p/a',";
    return (fields + "'content':'%s'},'tool_response':%s").formatted(id, content, response);
  }

  @Test
  void linesOfAFile_areOfWhatWasDone() {
    story.hook(0, "PostToolUse", write("w1", "1\\n2", "{'type':'create'}"));
    story.hook(1, "PermissionDenied", write("w2", "3\\n4\\n5", "{}"));
    story.hook(2, "PreToolUse", write("w3", "6", "{}"));
    JsonNode file = story.session().filesJson().path("files").path(0);
    assertThat(Json.text(file))
        .startsWith(
            "{\"path\":\"/p/a\",\"added\":2,\"removed\":0,"
                + "\"added_untold\":0,\"removed_untold\":0,");
  }

  @Test
  void linesOfAFile_thatNobodyTold_areNotNone() {
    story.hook(0, "PostToolUse", write("w1", "1\\n2", "{}"));
    JsonNode file = story.session().filesJson().path("files").path(0);
    assertThat(file.path("added").asInt()).isEqualTo(2);
    assertThat(file.path("removed").isNull()).isTrue();
    story.hook(1, "PostToolUse", write("w2", "1\\n2\\n3", "{'type':'update'}"));
    file = story.session().filesJson().path("files").path(0);
    assertThat(file.path("removed").asInt(-1)).isZero();
    assertThat(file.path("removed_untold").asInt()).isEqualTo(1);
  }

  @Test
  void writeOfMemoryFile_isOfMemory() {
    String write = "'tool_name':'Write','tool_use_id':'w','tool_input':{'file_path':'%s'}";
    assertThat(story.hook(0, "PreToolUse", write.formatted("CLAUDE.md")).path("category").asText())
        .isEqualTo("memory");
    assertThat(
            story
                .hook(0, "PreToolUse", write.replace("'w'", "'x'").formatted(".claude/agents/a.md"))
                .path("category")
                .asText())
        .isEqualTo("memory");
    assertThat(
            story
                .hook(0, "PreToolUse", write.replace("'w'", "'y'").formatted("README.md"))
                .path("category")
                .asText())
        .isEqualTo("tool");
  }

  @Test
  void clearedSession_isLinkedToTheOneBefore() {
    story.hook(0, "SessionStart", "'session_id':'one','source':'startup'");
    story.hook(9, "SessionEnd", "'session_id':'one','reason':'clear'");
    story.hook(20, "SessionStart", "'session_id':'two','source':'clear'");
    assertThat(story.session("two").summary().links().get(0).session()).isEqualTo("one");
  }

  private void endsAndIsResumed(String session, long resumedAt) {
    String id = "'session_id':'" + session + "'";
    story.hook(0, "SessionStart", id + ",'source':'startup'");
    story.hook(10, "SessionEnd", id + ",'reason':'other'");
    story.hook(resumedAt, "SessionStart", id + ",'source':'resume'");
  }

  private String links(String session) {
    var links = story.session(session).summary().links();
    return links.stream().map(l -> l.how() + " " + l.session() + " " + l.confidence()).toList()
        + "";
  }

  /** As the client does it: the start is told under the id of the session that is forked. */
  @Test
  void fork_isLinkedToItsOrigin_whichStaysAsItWas() {
    endsAndIsResumed("one", 5_000);
    story.hook(5_900, "UserPromptSubmit", "'session_id':'two','prompt':'x'");
    assertThat(links("two")).isEqualTo("[fork one HIGH]");
    assertThat(links("one")).isEqualTo("[]");
    var origin = story.session("one").summary();
    assertThat(origin.state(origin.lastActivity())).isEqualTo("gone");
    assertThat(origin.ended()).isEqualTo(Story.START.plusMillis(10));

    story.hook(9_000, "SessionEnd", "'session_id':'two','reason':'other'");
    story.hook(9_500, "SessionStart", "'session_id':'two','source':'resume'");
    story.hook(9_900, "UserPromptSubmit", "'session_id':'three','prompt':'x'");
    assertThat(links("three")).isEqualTo("[fork two HIGH]");

    story.hook(12_000, "UserPromptSubmit", "'session_id':'one','prompt':'again'");
    assertThat(story.session("one").summary().ended()).isNull();
  }

  /** As after a kill -9: nothing tells the end of what the first process had begun. */
  @Test
  void resumeAfterACrash_endsWhatTheDeadProcessHadBegun() {
    story.hook(0, "UserPromptSubmit", "'prompt':'x'");
    story.hook(1, "PreToolUse", agentCall("c1"));
    story.hook(2, "SubagentStart", by("a1"));
    story.hook(3, "PreToolUse", BASH + "," + by("a1"));
    JsonNode start = story.hook(60_000, "SessionStart", "'source':'resume'");
    assertThat(start.path("closes").findValuesAsText("call_id")).containsExactly("c1", "t1");
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.INTERRUPTED);
    assertThat(story.calls()).containsExactly("c1 Agent interrupted", "t1 Bash interrupted");
    assertThat(story.state()).isEqualTo("waiting idle");
  }

  @Test
  void forkOfASessionAtWork_leavesItsWorkAlone() {
    String one = ",'session_id':'one'";
    story.hook(0, "UserPromptSubmit", "'prompt':'x'" + one);
    story.hook(1, "PreToolUse", agentCall("c1") + one);
    story.hook(2, "SubagentStart", by("a1") + one);
    story.hook(60_000, "SessionStart", "'source':'resume'" + one);
    story.hook(60_900, "UserPromptSubmit", "'session_id':'two','prompt':'x'");
    SessionSnapshot origin = story.session("one");
    assertThat(origin.calls().get(0).isOpen()).isTrue();
    assertThat(origin.agents().get(0).isRunning()).isTrue();
    assertThat(origin.summary().calls().json().path("running").asInt()).isEqualTo(1);
    assertThat(origin.summary().state(origin.summary().lastActivity())).isEqualTo("working");
    story.hook(61_000, "PostToolUse", agentCall("c1") + one);
    assertThat(story.session("one").calls().get(0).isOpen()).isFalse();
  }

  /** As an interactive fork begins, whose user takes his time for the first prompt. */
  @Test
  void forkThatItsTranscriptShows_takesTheResumeOfItsOriginBack() {
    endsAndIsResumed("one", 5_000);
    story.hook(21_000, "UserPromptSubmit", "'session_id':'two','prompt':'x'");
    assertThat(story.session("one").summary().ended()).isNull();
    assertThat(story.account().isNews(new Fork("two", "one", Story.START.plusMillis(4_000))))
        .isFalse();
    Fork fork = new Fork("two", "one", Story.START.plusMillis(21_000));
    assertThat(story.account().isNews(fork)).isTrue();
    story.hook(fork.started(), Observation.of(fork).data());
    var origin = story.session("one").summary();
    assertThat(origin.ended()).isEqualTo(Story.START.plusMillis(10));
    assertThat(origin.lastActivity()).isEqualTo(Story.START.plusMillis(5_000));
    assertThat(links("one")).isEqualTo("[]");
    assertThat(story.account().isNews(fork)).isFalse();
  }

  private void interrupt(long at, String agent) {
    Interruption interruption = new Interruption("s", agent, Story.START.plusMillis(at));
    assertThat(story.account().isNews(interruption)).isTrue();
    story.hook(at, Observation.of(interruption).data());
    assertThat(story.account().isNews(interruption)).isFalse();
  }

  /** As the transcript tells it, for after "3. No" there is no hook. */
  @Test
  void refusalThatOnlyTheTranscriptTells_endsCallAndTurn() {
    story.hook(0, "UserPromptSubmit", "'prompt':'x'");
    story.hook(10, "PreToolUse", BASH);
    story.hook(6_000, "Notification", "'notification_type':'permission_prompt'");
    assertThat(story.state()).isEqualTo("waiting permission");
    interrupt(8_000, "main");
    assertThat(story.calls()).containsExactly("t1 Bash denied");
    assertThat(story.call("t1").permission().waitedMs()).isEqualTo(2_000);
    assertThat(story.call("t1").durationMs()).isNull();
    assertThat(story.state()).isEqualTo("waiting idle");
  }

  @Test
  void interruptionThatOnlyTheTranscriptTells_endsWhatTheTurnHadBegun() {
    story.hook(0, "UserPromptSubmit", "'prompt':'x'");
    launch("c0", "bg");
    story.hook(10, "PreToolUse", agentCall("c1"));
    story.hook(11, "SubagentStart", by("a1"));
    story.hook(12, "PreToolUse", BASH + "," + by("a1"));
    interrupt(3_000, "main");
    assertThat(story.calls())
        .containsExactly("c0 Agent ok", "c1 Agent interrupted", "t1 Bash interrupted");
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.INTERRUPTED);
    assertThat(story.agent("bg").isRunning()).isTrue();
    interrupt(4_000, "bg");
    assertThat(story.state()).isEqualTo("waiting idle");
  }

  @Test
  void interruptionOlderThanTheNextPrompt_isNoNews() {
    story.hook(0, "UserPromptSubmit", "'prompt':'x'");
    story.hook(10, "PreToolUse", BASH);
    story.hook(9_000, "UserPromptSubmit", "'prompt':'y'");
    assertThat(story.account().isNews(new Interruption("s", "main", Story.START.plusMillis(5_000))))
        .isFalse();
    assertThat(story.call("t1").durationMs()).isNull();
  }

  @Test
  void silence_endsWhatIsOverdue_andAfterADayAll() {
    story.hook(0, "UserPromptSubmit", "'prompt':'x'");
    story.hook(10, "PreToolUse", agentCall("c1"));
    story.hook(11, "SubagentStart", by("a1"));
    story.hook(12, "PreToolUse", BASH + "," + by("a1"));
    Instant hour = Story.START.plus(Duration.ofHours(1));
    assertThat(story.account().silences(hour)).isEmpty();
    tellSilence(Story.START.plus(Duration.ofHours(3)), false);
    assertThat(story.calls()).containsExactly("c1 Agent running", "t1 Bash unknown");
    tellSilence(Story.START.plus(Duration.ofHours(25)), true);
    assertThat(story.calls()).containsExactly("c1 Agent unknown", "t1 Bash unknown");
    assertThat(story.agent("a1").status()).isEqualTo(AgentStatus.UNKNOWN);
    var summary = story.session().summary();
    assertThat(summary.lastActivity()).isEqualTo(Story.START.plusMillis(12));
    assertThat(summary.state(Story.START.plus(Duration.ofHours(25)))).isEqualTo("gone");
  }

  private void tellSilence(Instant now, boolean gone) {
    assertThat(story.account().silences(now))
        .containsExactly(new Silence("s", Story.START.plusMillis(12), gone));
    story.hook(now, Observation.of(story.account().silences(now).get(0), now).data());
    assertThat(story.account().silences(now)).isEmpty();
  }

  @Test
  void taskNotification_isNoPromptOfTheUser() {
    story.hook(
        0,
        "UserPromptSubmit",
        "'prompt':'<task-notification><task-id>a</task-id>','prompt_id':'1'");
    story.hook(1, "UserPromptSubmit", "'prompt':'go','prompt_id':'2'");
    assertThat(story.session().summary().title()).isEqualTo("go");
    assertThat(story.session().summary().prompts()).isEqualTo(1);
  }

  @Test
  void helperThatCompacts_isNotCounted() {
    story.hook(0, "PreCompact", "'trigger':'manual'");
    story.hook(1, "PreToolUse", BASH + ",'agent_id':'h'");
    story.hook(2, "SubagentStart", by("a1"));
    assertThat(story.session().summary().agents()).isEqualTo(1);
  }

  @Test
  void startUnderAnotherId_isNotGuessed() {
    endsAndIsResumed("one", 5_000);
    endsAndIsResumed("two", 5_001);
    story.hook(5_500, "UserPromptSubmit", "'session_id':'of-either','prompt':'x'");
    assertThat(links("of-either")).isEqualTo("[]");
    story.hook(5_600, "UserPromptSubmit", "'session_id':'two','prompt':'x'");
    story.hook(5_700, "UserPromptSubmit", "'session_id':'elsewhere','prompt':'x','cwd':'/q'");
    assertThat(links("elsewhere")).isEqualTo("[]");
    story.hook(15_001, "UserPromptSubmit", "'session_id':'later','prompt':'x'");
    assertThat(links("later")).isEqualTo("[]");
    assertThat(links("one")).isEqualTo("[resume one DEFINITIVE]");
  }

  @Test
  void resumedSession_isOneSessionThatGoesOn() {
    story.hook(0, "SessionStart", "'source':'startup'");
    story.hook(9, "SessionEnd", "'reason':'other'");
    assertThat(story.state()).isEqualTo("gone");
    story.hook(500, "SessionStart", "'source':'resume'");
    assertThat(story.state()).isEqualTo("waiting idle");
    assertThat(story.session().summary().links().get(0).how()).isEqualTo("resume");
  }

  @Test
  void d8_silentSession_isGoneAfterADay() {
    story.hook(0, "UserPromptSubmit", "'prompt':'x'");
    var summary = story.session().summary();
    assertThat(summary.state(Story.START.plus(Duration.ofHours(23)))).isEqualTo("working");
    assertThat(summary.state(Story.START.plus(Duration.ofHours(25)))).isEqualTo("gone");
  }

  @Test
  void bounds_forgetTheOldestAndCount() {
    Story small = new Story(new Sessions.Bounds(2, 3, 1 << 20));
    for (int s = 0; s < 4; s++) {
      for (int c = 0; c < 5; c++) {
        small.hook(c, "PreToolUse", BASH.replace("t1", "t" + c) + ",'session_id':'s" + s + "'");
      }
    }
    assertThat(small.account().sessions())
        .extracting(session -> session.id())
        .containsExactly("s2", "s3");
    assertThat(small.account().forgotten()).isEqualTo(2);
    assertThat(small.session("s3").calls())
        .extracting(call -> call.callId())
        .containsExactly("t2", "t3", "t4");
    assertThat(small.session("s3").counts().forgotten()).isEqualTo(2);
    assertThat(small.session("s3").counts().total()).isEqualTo(5);
  }

  private static String diffOf(SessionSnapshot session, int call) {
    return session.calls().get(call).files().get(0).change().diff();
  }

  @Test
  void bounds_ofBytes_sessionsAtWorkLoseTheirOldestDiffsAndNothingElse() {
    Story small = new Story(new Sessions.Bounds(100, 1_000, 1 << 20));
    String write =
        "'session_id':'s%d','tool_name':'Write','tool_use_id':'t%d',"
            + "'tool_input':{'file_path':'x','content':'"
            + "0123456789".repeat(300)
            + "'},'tool_response':{'type':'create'}";
    for (int s = 0; s < 4; s++) {
      small.hook(0, "UserPromptSubmit", "'session_id':'s" + s + "','prompt':'go on " + s + "'");
    }
    for (int c = 0; c < 200; c++) {
      for (int s = 0; s < 4; s++) {
        small.hook(c, "PostToolUse", write.formatted(s, c));
      }
    }

    assertThat(small.account().forgotten()).isZero();
    for (int s = 0; s < 4; s++) {
      SessionSnapshot session = small.session("s" + s);
      assertThat(session.summary().title()).isEqualTo("go on " + s);
      assertThat(session.summary().prompts()).isEqualTo(1);
      assertThat(session.calls()).hasSize(200);
      assertThat(session.counts().forgotten()).isZero();
      assertThat(diffOf(session, 0)).isEmpty();
      assertThat(session.calls().get(0).files().get(0).change().added()).isEqualTo(1);
      assertThat(diffOf(session, 150)).hasSizeGreaterThan(3_000);
      assertThat(diffOf(session, 199)).hasSizeGreaterThan(3_000);
    }
  }

  @Test
  void eventOfNoSession_isReadAndLeavesNothing() {
    JsonNode event = story.hook(0, "PreToolUse", BASH + ",'session_id':null");
    assertThat(event.path("tool").path("call_id").asText()).isEqualTo("t1");
    assertThat(story.account().sessions()).isEmpty();
  }

  @Test
  void failure_isFailedAndInterruptIsInterrupted() {
    story.hook(0, "PostToolUseFailure", BASH);
    story.hook(0, "PostToolUseFailure", BASH.replace("t1", "t2") + ",'is_interrupt':true");
    assertThat(story.calls()).containsExactly("t1 Bash failed", "t2 Bash interrupted");
  }
}
