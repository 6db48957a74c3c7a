package io.mpm.monitor.daemon.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPlayerTest {

  private static final DemoRecording RECORDING =
      new DemoRecording(List.of(step(0, "SessionStart"), step(100, "Stop"), step(110, "End")));

  /** Passes only when somebody sleeps, or a hook says that it took long. */
  private static final class FakeTime implements DemoPlayer.Time {
    private Duration now = Duration.ZERO;

    @Override
    public Duration sinceStart() {
      return now;
    }

    @Override
    public void sleep(Duration duration) {
      now = now.plus(duration);
    }
  }

  private final FakeTime time = new FakeTime();
  private final List<String> calls = new ArrayList<>();

  @Test
  void play_callsAtTheRecordedOffsets() throws Exception {
    new DemoPlayer(this::call, time, 1).play(RECORDING);

    assertThat(calls).containsExactly("SessionStart at 0", "Stop at 100", "End at 110");
  }

  @Test
  void play_slower_stretchesThem() throws Exception {
    new DemoPlayer(this::call, time, 0.1).play(RECORDING);

    assertThat(calls).containsExactly("SessionStart at 0", "Stop at 1000", "End at 1100");
  }

  @Test
  void play_slowHook_delaysWhatFollowsAndNothingElse() throws Exception {
    DemoPlayer.Hook slowOnce =
        step -> {
          call(step);
          time.sleep(Duration.ofMillis(step.event().equals("SessionStart") ? 105 : 0));
        };

    new DemoPlayer(slowOnce, time, 1).play(RECORDING);

    assertThat(calls).containsExactly("SessionStart at 0", "Stop at 105", "End at 110");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void speed_notOverZero_isRefused(double speed) {
    assertThatThrownBy(() -> new DemoPlayer(this::call, time, speed))
        .hasMessage("--speed must be a number over 0: " + speed);
  }

  private void call(DemoRecording.Step step) {
    calls.add(step.event() + " at " + time.sinceStart().toMillis());
  }

  private static DemoRecording.Step step(long offset, String event) {
    return new DemoRecording.Step(Duration.ofMillis(offset), event, "{}");
  }
}
