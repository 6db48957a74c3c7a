package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopRequestsTest {

  private final StopRequests requests = new StopRequests();

  @Test
  void await_nobodyAsked_isEmpty() {
    assertThat(requests.await(Duration.ZERO)).isEmpty();
  }

  @Test
  void await_firstReasonCounts() {
    requests.stop("SIGTERM");
    requests.stop("again");

    assertThat(requests.await(Duration.ZERO)).contains("SIGTERM");
  }

  @Test
  void stop_reasonOverHttp_becomesOneShortLine() {
    requests.stop("two\nlines\u001b[31m" + "x".repeat(5000));

    assertThat(requests.await(Duration.ZERO).orElseThrow())
        .startsWith("two lines [31mx")
        .hasSizeLessThanOrEqualTo(201);
  }

  @Test
  void stop_blankReason_isStillOne() {
    requests.stop("  ");

    assertThat(requests.await(Duration.ZERO)).contains("asked to stop");
  }

  @Test
  void await_interrupted_isAReason() {
    Thread.currentThread().interrupt();

    assertThat(requests.await(Duration.ofMinutes(1))).contains("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }
}
