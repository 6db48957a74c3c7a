package io.mpm.monitor.daemon.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

  private final List<String> closed = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void close_lastFirst_eachOnce() {
    parts.add(() -> closed.add("a"));
    parts.add(() -> closed.add("b"));

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("b", "a");
  }

  @Test
  void close_partsThatFail_keepNoneFromBeingClosed() {
    parts.add(() -> closed.add("a"));
    parts.add(
        () -> {
          throw new IllegalStateException("provoked");
        });
    parts.add(
        () -> {
          throw new LinkageError("provoked");
        });
    parts.add(() -> closed.add("d"));

    parts.close();

    assertThat(closed).containsExactly("d", "a");
  }
}
