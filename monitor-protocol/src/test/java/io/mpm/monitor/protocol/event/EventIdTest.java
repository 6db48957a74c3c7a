package io.mpm.monitor.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdTest {

  private static final Instant TIME = Instant.parse("2026-11-22T23:27:09.948Z");

  @Test
  void derive_sameEventGivesTheSameId() {
    assertThat(EventId.derive(TIME, "pre-tool.7.a"))
        .isEqualTo(EventId.derive(TIME, "pre-tool.7.a"));
  }

  @Test
  void derive_isAUuidOfVersion7AndItsVariant() {
    UUID id = UUID.fromString(EventId.derive(TIME, "pre-tool.7.a"));

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void derive_holdsTheMillisecond() {
    UUID id = UUID.fromString(EventId.derive(TIME, "pre-tool.7.a"));

    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
  }

  @Test
  void derive_sortsByTime() {
    assertThat(EventId.derive(TIME, "z")).isLessThan(EventId.derive(TIME.plusMillis(1), "a"));
  }

  @Test
  void derive_identitiesWithinAMillisecondDiffer() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(EventId.derive(TIME, "pre-tool.7." + i));
    }

    assertThat(ids).hasSize(10_000);
  }

  @Test
  void fresh_isAUuidOfTheTime_andNeverTheSame() {
    SplittableRandom random = new SplittableRandom(7);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(EventId.fresh(TIME, random));
    }

    assertThat(ids).hasSize(10_000).allMatch(id -> UUID.fromString(id).version() == 7);
    assertThat(ids).allMatch(id -> id.startsWith(EventId.derive(TIME, "a").substring(0, 13)));
  }

  @Test
  void derive_takesTheFirstAndTheLastTimeAUuidCanHold() {
    Instant last = Instant.ofEpochMilli((1L << 48) - 1);

    assertThat(EventId.derive(Instant.EPOCH, "a")).startsWith("00000000-0000-7");
    assertThat(EventId.derive(last, "a")).startsWith("ffffffff-ffff-7");
  }

  @Test
  void derive_refusesATimeBeyondThose() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventId.derive(Instant.EPOCH.minusMillis(1), "a"))
        .withMessageContaining("1969-12-31T23:59:59.999Z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventId.derive(Instant.MAX, "a"))
        .withMessageContaining(Instant.MAX.toString());
  }
}
