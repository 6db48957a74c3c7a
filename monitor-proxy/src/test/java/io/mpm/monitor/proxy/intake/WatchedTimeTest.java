package io.mpm.monitor.proxy.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.proxy.FakeTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WatchedTimeTest {

  private static final Duration CAP = Duration.ofDays(3);
  private static final Instant THEN = Instant.parse("2026-11-22T23:27:09Z");

  /** As the class says, one part in so many. */
  private static final Duration EXACT = CAP.dividedBy(64);

  private final Wall wall = new Wall();
  private final FakeTime time = new FakeTime();
  private WatchedTime watched = new WatchedTime(Json.object(), CAP, wall, time);

  @Test
  void age_isTheTimeThatPassed() {
    watched.look();
    Instant event = wall.instant();
    pass(Duration.ofDays(2));
    assertThat(watched.age(event)).isEqualTo(Duration.ofDays(2));
    pass(Duration.ofDays(2));

    assertThat(watched.age(event)).isBetween(CAP, Duration.ofDays(4));
  }

  @Test
  void age_ofWhatCameInBetween_isTooLittleByALittle() {
    watched.look();
    pass(Duration.ofMinutes(10));
    Instant event = wall.instant();
    pass(Duration.ofDays(2));

    assertThat(watched.age(event)).isBetween(Duration.ofDays(2).minus(EXACT), Duration.ofDays(2));
  }

  @Test
  void p11_clockSetAhead_makesNothingOlder() {
    watched.look();
    Instant event = wall.instant();
    pass(Duration.ofHours(1));
    wall.jump(Duration.ofDays(365));
    watched.look();

    assertThat(watched.age(event)).isEqualTo(Duration.ofHours(1));
    assertThat(watched.age(wall.instant())).isEqualTo(Duration.ZERO);
  }

  @Test
  void p11_clockSetBack_makesNothingOlder() {
    watched.look();
    wall.jump(Duration.ofDays(365));
    watched.look();
    pass(Duration.ofDays(2));
    wall.jump(Duration.ofDays(-365));
    watched.look();
    Instant event = wall.instant();
    pass(Duration.ofHours(2));
    wall.jump(Duration.ofDays(365));
    watched.look();

    assertThat(watched.age(event)).isLessThanOrEqualTo(Duration.ofHours(2));
  }

  @Test
  void p11_clockSetBackBeforeTheEvents_theyAreNotOld() {
    Instant event = wall.instant();
    watched.look();
    wall.jump(Duration.ofDays(-1));
    pass(Duration.ofHours(1));

    assertThat(watched.age(event)).isNegative();
  }

  @Test
  void p11_machineWasOff_thatTimeDoesNotCount() {
    watched.look();
    Instant event = wall.instant();
    pass(Duration.ofDays(1));
    nextLife();
    wall.jump(Duration.ofDays(4));
    watched.look();
    assertThat(watched.age(event)).isEqualTo(Duration.ofDays(1));
    pass(Duration.ofDays(1));
    nextLife();
    pass(Duration.ofDays(1).plus(EXACT));

    assertThat(watched.age(event)).as("days of three lives").isGreaterThan(CAP);
  }

  @Test
  void p11_recordIsGone_nothingIsOld() {
    Instant event = wall.instant();
    pass(Duration.ofDays(100));
    watched = new WatchedTime(Json.object(), CAP, wall, time);
    watched.look();

    assertThat(watched.age(event)).isEqualTo(Duration.ZERO);
  }

  @Test
  void toJson_staysSmall() {
    for (int hour = 0; hour < 10_000; hour++) {
      pass(Duration.ofHours(1));
    }

    assertThat(watched.toJson().path("notes").size()).isLessThanOrEqualTo(66);
  }

  @Test
  void nonsense_countsAsNothing() throws Exception {
    JsonNode nonsense =
        Json.parse(
            """
            {"seconds": 10, "notes": [7, {"wall": "x", "seen": 1},
              {"wall": "2020-01-01T00:00:00Z", "seen": 11},
              {"wall": "2021-01-01T00:00:00Z", "seen": 5},
              {"wall": "2020-01-01T00:00:00Z", "seen": 6}]}
            """
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    watched = new WatchedTime(nonsense, CAP, wall, time);

    assertThat(watched.toJson().path("notes")).hasSize(1);
    assertThat(watched.age(Instant.EPOCH)).isEqualTo(Duration.ofSeconds(5));
    assertThat(new WatchedTime(Json.object().put("seconds", -9), CAP, wall, time).toJson())
        .isEqualTo(new WatchedTime(Json.object(), CAP, wall, time).toJson());
  }

  private void nextLife() {
    watched = new WatchedTime(watched.toJson(), CAP, wall, time);
  }

  /** As it passes for a proxy that looks every ten minutes. */
  private void pass(Duration duration) {
    for (Duration left = duration; left.compareTo(Duration.ZERO) > 0; ) {
      Duration step = left.compareTo(Duration.ofMinutes(10)) < 0 ? left : Duration.ofMinutes(10);
      time.pass(step);
      wall.jump(step);
      watched.look();
      left = left.minus(step);
    }
  }

  private static final class Wall extends Clock {

    private Instant now = THEN;

    void jump(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
