package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.model.sessions.Interruption;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserverTest {

  private static final Instant START = Instant.parse("2026-11-28T05:00:00Z");

  private volatile Instant now = START;
  private final RingStore store = new RingStore(1 << 20);
  private final Ingest ingest =
      new Ingest(store, Sessions.Bounds.USUAL, () -> {}, data -> data, () -> now);
  private final Observer observer = new Observer(ingest, () -> now);

  @AfterEach
  void close() {
    observer.close();
    ingest.close();
    store.close();
  }

  private void runsBash() throws ExecutionException, InterruptedException {
    ObjectNode call = Json.object().put("session_id", "s").put("hook_event_name", "PreToolUse");
    call.put("tool_name", "Bash").put("tool_use_id", "t1").putObject("tool_input");
    ingest.hook("pre-tool", () -> call, 100).get();
  }

  private SessionSummary session() {
    return ingest.ask(account -> account.sessions().get(0)).join();
  }

  private int running() {
    return session().calls().json().path("running").asInt();
  }

  @Test
  void sessionThatWasKilled_isToldOfOnceItsLimitIsOver() throws Exception {
    runsBash();
    now = START.plus(Duration.ofHours(1));
    observer.look().get();
    assertThat(running()).isEqualTo(1);
    assertThat(session().events()).isEqualTo(1);

    now = START.plus(Duration.ofHours(3));
    observer.look().get();
    observer.look().get();
    assertThat(running()).isZero();
    assertThat(session().events()).isEqualTo(2);
    assertThat(session().lastActivity()).isEqualTo(START);
  }

  @Test
  void interruption_isToldOnce() throws Exception {
    runsBash();
    Interruption interruption = new Interruption("s", "main", START.plusSeconds(9));
    observer.saw(interruption);
    await().until(() -> running() == 0);
    observer.saw(interruption);
    observer.look().get();
    assertThat(session().events()).isEqualTo(2);
  }
}
