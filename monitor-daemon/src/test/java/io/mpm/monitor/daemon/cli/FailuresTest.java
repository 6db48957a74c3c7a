package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void message_isOneLine() {
    assertThat(Failures.message(new IOException("one\n  two"))).isEqualTo("one two");
  }

  @Test
  void message_filesNameWhatIsWrongWithThem() {
    assertThat(Failures.message(new AccessDeniedException("/a")))
        .isEqualTo("/a: permission denied");
    assertThat(Failures.message(new NoSuchFileException("/a")))
        .isEqualTo("/a: there is no such file");
  }

  @Test
  void message_unexpected_namesItsType() {
    assertThat(Failures.message(new IllegalStateException("what")))
        .isEqualTo("what (IllegalStateException); `--debug` shows where");
  }

  @Test
  void exitCode_isTheFailuresOwn() {
    assertThat(Failures.exitCode(new CommandFailure("no", 3))).isEqualTo(3);
    assertThat(Failures.exitCode(new IOException("no"))).isEqualTo(1);
  }
}
