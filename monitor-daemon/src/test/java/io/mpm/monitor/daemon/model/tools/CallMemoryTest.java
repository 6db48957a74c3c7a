package io.mpm.monitor.daemon.model.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.model.files.Change;
import io.mpm.monitor.daemon.model.files.FileOp;
import io.mpm.monitor.daemon.model.files.FileOperation;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallMemoryTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private static final int MANY = 200;

  private final CallMemory memory = new CallMemory(1_000);

  private static ToolCall call(int number) {
    return new ToolCall(
        "call-" + number,
        "Bash",
        "main",
        "make " + number,
        number,
        START,
        Ending.RUNNING,
        Permission.NOT_ASKED,
        List.of());
  }

  private static Ending end(ToolStatus status, String summary) {
    return new Ending(status, START, 5L, new Output(summary, 9), "", Proof.END, null);
  }

  private static ToolCall ended(int number) {
    return call(number).ended(end(ToolStatus.OK, "done " + number));
  }

  private void runAll() {
    for (int i = 0; i < MANY; i++) {
      memory.put(call(i));
      memory.put(ended(i));
    }
  }

  @Test
  void all_areWhatWasPut_inTheirOrder_howeverTheyAreKept() {
    runAll();
    memory.put(call(MANY));

    assertThat(memory.all().subList(0, MANY))
        .isEqualTo(IntStream.range(0, MANY).mapToObj(CallMemoryTest::ended).toList());
    assertThat(memory.all()).last().isEqualTo(call(MANY));
    assertThat(memory.get("call-0")).isEqualTo(ended(0));
    assertThat(memory.open()).containsExactly(call(MANY));
  }

  @Test
  void all_staysWhatItWas() {
    memory.put(call(1));
    List<ToolCall> then = memory.all();
    memory.put(ended(1));
    memory.put(ended(2));

    assertThat(then).containsExactly(call(1));
  }

  @Test
  void bytes_endedCallsTakeLessThanThoseThatRun() {
    for (int i = 0; i < MANY; i++) {
      memory.put(call(i));
    }
    long running = memory.bytes();
    for (int i = 0; i < MANY; i++) {
      memory.put(ended(i));
    }
    assertThat(memory.bytes()).isLessThan(running * 2 / 3);
  }

  @Test
  void put_callOfLongAgo_replacesWhatWasKnownOfIt() {
    runAll();
    long before = memory.bytes();
    ToolCall late = call(0).ended(end(ToolStatus.FAILED, "done 0"));

    memory.put(late);

    assertThat(memory.get("call-0")).isEqualTo(late);
    assertThat(memory.bytes()).isEqualTo(before);
    assertThat(memory.counts().of(ToolStatus.OK)).isEqualTo(MANY - 1);
    assertThat(memory.counts().of(ToolStatus.FAILED)).isEqualTo(1);
    assertThat(memory.counts().total()).isEqualTo(MANY);
  }

  @Test
  void diffs_ofTheOldestAreGivenUp() {
    String diff = "+" + "x".repeat(30_000);
    for (int i = 0; i < MANY; i++) {
      FileOperation edit =
          new FileOperation("/home/dev/a", FileOp.EDIT, "", "", new Change(1, 0, diff));
      memory.put(ended(i).with(List.of(edit)));
    }
    List<Integer> lengths =
        memory.all().stream().map(call -> call.files().get(0).change().diff().length()).toList();
    int kept = (2 << 20) / diff.length();

    assertThat(lengths.subList(0, MANY - kept)).containsOnly(0);
    assertThat(lengths.subList(MANY - kept, MANY)).containsOnly(diff.length());
    assertThat(memory.bytes()).isLessThan((2 << 20) + MANY * 1_000L);
  }

  @Test
  void givingUp_beginsWithTheOldest_andKeepsWhatRuns() {
    memory.now(7);
    memory.put(call(0));
    memory.now(8);
    memory.put(ended(1));
    memory.now(9);
    memory.put(call(2));
    memory.now(10);
    memory.put(ended(2));
    assertThat(memory.oldestCall()).isEqualTo(8);
    assertThat(memory.oldestDiffs()).isEqualTo(CallMemory.NOTHING);

    memory.giveUpCall();
    assertThat(memory.oldestCall()).isEqualTo(10);
    memory.giveUpCall();

    assertThat(memory.oldestCall()).isEqualTo(CallMemory.NOTHING);
    assertThat(memory.all()).containsExactly(call(0));
    assertThat(memory.counts().forgotten()).isEqualTo(2);
    assertThat(memory.heardOf()).isEqualTo(3);
  }

  @Test
  void callGivenUpThatComesAgain_runs() {
    memory.put(ended(1));
    memory.put(ended(2));
    memory.giveUpCall();
    memory.put(ended(1));
    memory.giveUpCall();
    memory.put(call(1));

    assertThat(memory.get("call-1")).isNotNull();
    memory.giveUpCall();
    assertThat(memory.open()).hasSize(1);
  }

  @Test
  void beyondItsBound_theEldestAreForgottenAndCounted() {
    CallMemory small = new CallMemory(10);
    for (int i = 0; i < MANY; i++) {
      small.put(ended(i));
    }
    assertThat(small.all()).hasSize(10).first().isEqualTo(ended(MANY - 10));
    assertThat(small.counts().forgotten()).isEqualTo(MANY - 10);
    assertThat(small.heardOf()).isEqualTo(MANY);
  }
}
