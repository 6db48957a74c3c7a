package io.mpm.monitor.daemon.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.event.HookNames;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class DemoRecordingTest {

  @Test
  void asSession_everyStepIsOfThatSession() throws Exception {
    DemoRecording recording = DemoRecording.asSession("fresh-one");

    assertThat(recording.steps()).hasSizeGreaterThan(30);
    for (DemoRecording.Step step : recording.steps()) {
      assertThat(Json.parse(step.payload()).path("session_id").asText()).isEqualTo("fresh-one");
      assertThat(step.payload()).doesNotContain("cbca1fbd");
    }
  }

  @Test
  void asSession_stepsAreInOrder() throws Exception {
    assertThat(DemoRecording.asSession("s").steps())
        .isSortedAccordingTo(Comparator.comparing(DemoRecording.Step::offset));
  }

  @Test
  void word_leadsBackToTheEvent() throws Exception {
    for (DemoRecording.Step step : DemoRecording.asSession("s").steps()) {
      assertThat(step.word()).matches("[a-z0-9-]+");
      assertThat(HookNames.fromWord(step.word())).isEqualTo(step.event());
    }
    assertThat(new DemoRecording.Step(Duration.ZERO, "PreToolUse", "{}").word())
        .isEqualTo("pre-tool-use");
  }
}
