package io.mpm.monitor.daemon.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptLineTest {

  private static final String LINE =
      "{'type':'assistant','timestamp':'2026-11-23T21:59:38.959Z','requestId':'req_1',"
          + "'message':{'id':'msg_1','model':'claude-opus-4-8','usage':{'input_tokens':1210,"
          + "'cache_creation_input_tokens':300,'cache_read_input_tokens':5000,'output_tokens':60,"
          + "'cache_creation':{'ephemeral_1h_input_tokens':100}}}}";

  private static TranscriptLine read(String line) {
    return TranscriptLine.read(line.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "main");
  }

  private static ModelAnswer answer(String line) {
    return (ModelAnswer) read(line);
  }

  @Test
  void answer_isRead() {
    assertThat(read(LINE))
        .isEqualTo(
            new ModelAnswer(
                "msg_1 req_1",
                "claude-opus-4-8",
                "main",
                Instant.parse("2026-11-23T21:59:38.959Z"),
                new TokenCounts(1210, 60, 5000, 200, 100)));
  }

  @Test
  void answer_ofAnAgent_isTheAgents() {
    assertThat(answer(LINE.replace("'type'", "'agentId':'a1','type'")).agentId()).isEqualTo("a1");
  }

  /** As Claude Code 2.1.197 writes them. */
  @Test
  void endsThatNoHookTells_areRead() {
    Instant at = Instant.parse("2026-11-28T05:36:34.901Z");
    String brokenOff =
        "{'isSidechain':%s,'type':'user','message':{'role':'user','content':[{'type':'text',"
            + "'text':'[Request interrupted by user for tool use]'}]},"
            + "'timestamp':'2026-11-28T05:36:34.901Z'}";
    assertThat(read(brokenOff.formatted("false")))
        .isEqualTo(new TranscriptLine.BrokenOff("main", at));
    assertThat(read(brokenOff.formatted("true,'agentId':'a00ee6'")))
        .isEqualTo(new TranscriptLine.BrokenOff("a00ee6", at));
    assertThat(
            read(
                "{'type':'system','subtype':'compact_boundary',"
                    + "'timestamp':'2026-11-28T05:36:34.901Z'}"))
        .isEqualTo(new TranscriptLine.Compacted("main", at));
  }

  @Test
  void fastAnswer_isOfAnotherModel() {
    String fast = LINE.replace("'usage':{", "'usage':{'speed':'fast',");
    assertThat(answer(fast).model()).isEqualTo("claude-opus-4-8-fast");
  }

  @Test
  void impossibleCounts_areNone() {
    String odd = LINE.replace("1210", "-5").replace("5000", "99999999999999999999");
    assertThat(answer(odd.replace(":60", ":'60'")).tokens())
        .isEqualTo(new TokenCounts(0, 0, 0, 200, 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'type':'user','message':{'content':'usage'}}",
        "{'type':'assistant','message':'text'}",
        "{'type':'assistant','message':{'id':'m','model':'<synthetic>','usage':{}}}"
      })
  void otherLines_areNoAnswer(String line) {
    assertThat(read(line)).isEqualTo(TranscriptLine.NoAnswer.OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'type':",
        "[]",
        "{'type':'assistant','message':{'usage':{}}}",
        "{'type':'assistant','message':{'id':'m','model':'<b>x</b>','usage':{}}}",
        "{'type':'assistant','message':{'id':'m','model':'x','usage':{}}}"
      })
  void senselessLines_areRefused(String line) {
    assertThat(read(line)).isEqualTo(TranscriptLine.NoAnswer.SENSELESS);
  }
}
