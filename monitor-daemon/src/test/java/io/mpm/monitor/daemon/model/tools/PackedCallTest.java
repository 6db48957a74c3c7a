package io.mpm.monitor.daemon.model.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.model.files.Change;
import io.mpm.monitor.daemon.model.files.FileOp;
import io.mpm.monitor.daemon.model.files.FileOperation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedCallTest {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00.123456789Z");

  private static final ToolCall FULL =
      new ToolCall(
          "toolu_1",
          "Edit",
          "agent-ä",
          "/home/dev/a.java 𝄞",
          -7,
          START,
          new Ending(
              ToolStatus.FAILED,
              START.plusMillis(1),
              Long.MAX_VALUE,
              new Output("two\tlines", 1L << 40),
              "because",
              Proof.END,
              ToolStatus.RUNNING),
          new Permission(Permission.Answer.GRANTED, START.minusSeconds(9), 8_999L),
          List.of(
              new FileOperation(
                  "/home/dev/a.java", FileOp.EDIT, "", "", new Change(3, 0, "@@ -1 +1 @@\n-a\n+b")),
              new FileOperation("/home/dev", FileOp.SEARCH, "fox", "", Change.NONE),
              new FileOperation("/a", FileOp.MOVE, "", "/b", Change.NONE)));

  private static final ToolCall BARE =
      new ToolCall("toolu_2", "", "", "", 0, null, Ending.RUNNING, Permission.NOT_ASKED, List.of());

  @Test
  void call_isWhatWasPacked() {
    assertThat(PackedCall.of(FULL).call()).isEqualTo(FULL);
    assertThat(PackedCall.of(BARE).call()).isEqualTo(BARE);
  }

  @Test
  void status_isToldWithoutUnpacking() {
    for (ToolStatus status : ToolStatus.values()) {
      Ending ending = new Ending(status, START, null, Output.NONE, "", Proof.END, null);
      assertThat(PackedCall.of(BARE.ended(ending)).status()).isEqualTo(status);
    }
  }

  @Test
  void withoutDiffs_isTheSameCallAndSmaller() {
    KeptCall packed = PackedCall.of(FULL);
    assertThat(packed.diffChars()).isEqualTo(new KeptCall.Whole(FULL).diffChars()).isPositive();

    KeptCall smaller = packed.withoutDiffs();

    assertThat(smaller.call()).isEqualTo(FULL.withoutDiffs());
    assertThat(smaller.diffChars()).isZero();
    assertThat(smaller.bytes()).isLessThan(packed.bytes());
  }

  @Test
  void bytes_areFewerThanThoseOfAWholeCall() {
    assertThat(PackedCall.of(FULL).bytes()).isLessThan(new KeptCall.Whole(FULL).bytes() / 2);
  }
}
