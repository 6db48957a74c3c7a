package io.mpm.monitor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerRoomTest {

  private final AnswerRoom room = new AnswerRoom();

  @Test
  void d4_largeAnswers_haveRoomTogetherUpToABound() {
    for (int i = 0; i < 4; i++) {
      assertThat(room.enter(AnswerRoom.DOWNLOAD_BYTES)).isTrue();
    }
    assertThat(room.enter(AnswerRoom.DOWNLOAD_BYTES)).isFalse();
    assertThat(room.enter(1_000)).isTrue();

    room.leave(AnswerRoom.DOWNLOAD_BYTES);
    room.leave(1_000);
    assertThat(room.enter(AnswerRoom.DOWNLOAD_BYTES)).isTrue();
  }

  @Test
  void oneAlone_mayBeLarger() {
    assertThat(room.enter(2 * AnswerRoom.MAX_BYTES)).isTrue();
    assertThat(room.enter(100_000)).isFalse();
  }
}
