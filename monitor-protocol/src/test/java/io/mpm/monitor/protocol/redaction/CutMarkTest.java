package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutMarkTest {

  @Test
  void of_whatWasWritten_isTheSame_andCanBeTakenAway() {
    CutMark mark = new CutMark(5, 70_000);
    String cut = "begin" + mark.text();

    assertThat(CutMark.of(cut)).contains(mark);
    assertThat(mark.takenFrom(cut)).isEqualTo("begin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whole",
        "…[truncated, 9 of 5 characters]",
        "…[truncated, 007 of 9 characters]",
        "…[truncated, -1 of 9 characters]",
        "…[truncated, 1 of 9 characters] and more",
        "…[truncated, 1 of 9999999999999999999 characters]"
      })
  void of_whatIsWrittenByAnybody_isNone(String text) {
    assertThat(CutMark.of(text)).isEmpty();
  }

  @Test
  void moreKeptThanThereWas_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CutMark(9, 5))
        .withMessage("kept must be in 0..5: 9");
  }
}
