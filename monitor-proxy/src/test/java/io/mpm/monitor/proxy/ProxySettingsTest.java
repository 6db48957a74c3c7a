package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.proxy.batch.BatchPolicy;
import io.mpm.monitor.proxy.delivery.BreakerSettings;
import io.mpm.monitor.proxy.intake.AsideLimits;
import io.mpm.monitor.proxy.intake.ReadLimits;
import io.mpm.monitor.proxy.intake.SpoolCaps;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProxySettingsTest {

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Duration ONE_DAY = Duration.ofDays(1);

  @Test
  void defaults_areInRange() {
    ProxySettings defaults = ProxySettings.defaults();

    assertThat(defaults.idle()).isEqualTo(Duration.ofMinutes(30));
    assertThat(defaults.batch().events()).isEqualTo(256);
    assertThat(defaults.caps().files()).isEqualTo(200_000);
  }

  @Test
  void constructor_namesTheValue() {
    assertThatThrownBy(() -> TestSettings.idleAfter(Duration.ZERO))
        .hasMessage("idle must be in PT1S..PT8760H: PT0S");
  }

  /** Each is taken at its edges and refused, with its value and what is allowed, just beyond. */
  static Stream<Arguments> limits() {
    Duration ms = Duration.ofMillis(1);
    return Stream.of(
        durations(
            "settle",
            ms.multipliedBy(10),
            Duration.ofMinutes(10),
            time -> with(time, ONE_SECOND, ONE_SECOND)),
        durations(
            "answer timeout",
            ms.multipliedBy(10),
            Duration.ofMinutes(5),
            time -> with(ONE_SECOND, time, ONE_SECOND)),
        durations(
            "safety poll",
            ms.multipliedBy(10),
            Duration.ofMinutes(1),
            time -> with(ONE_SECOND, ONE_SECOND, time)),
        durations("idle", Duration.ofSeconds(1), Duration.ofDays(365), TestSettings::idleAfter),
        durations(
            "age in the spool",
            Duration.ofSeconds(1),
            Duration.ofDays(365),
            age -> new SpoolCaps(1 << 20, 1, age)),
        durations(
            "first wait",
            ms.multipliedBy(10),
            Duration.ofHours(1),
            wait -> new BreakerSettings(1, wait, Duration.ofHours(1))),
        durations(
            "longest wait",
            ms.multipliedBy(500),
            Duration.ofHours(1),
            wait -> new BreakerSettings(1, ms.multipliedBy(500), wait)),
        numbers(
            "failures before the breaker opens",
            1,
            1000,
            n -> new BreakerSettings((int) n, ms.multipliedBy(10), Duration.ofHours(1))),
        numbers("bytes of the spool", 1 << 10, 1L << 40, n -> new SpoolCaps(n, 1, ONE_DAY)),
        numbers("files of the spool", 1, 10_000_000, n -> new SpoolCaps(1024, (int) n, ONE_DAY)),
        numbers("events of a batch", 1, 10_000, n -> new BatchPolicy((int) n, 1024)),
        numbers("bytes of a batch", 1 << 10, 8 << 20, n -> new BatchPolicy(1, (int) n)),
        numbers("bytes of an event", 1 << 10, 8 << 20, n -> new ReadLimits((int) n, 64, 64)),
        numbers("bytes of a string", 64, 1 << 20, n -> new ReadLimits(1 << 20, (int) n, 64)),
        numbers("bytes of a field", 64, 1 << 20, n -> new ReadLimits(1 << 20, 64, (int) n)),
        numbers("files set aside", 1, 100_000, n -> new AsideLimits((int) n, 1 << 20)),
        numbers("bytes set aside", 1 << 10, 1L << 40, n -> new AsideLimits(1, n)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("limits")
  void limit_isTakenAtItsEdgesAndRefusedBeyond(
      String name, long least, long most, LongFunction<String> text, LongConsumer maker) {
    maker.accept(least);
    maker.accept(most);
    for (long beyond : new long[] {least - 1, most + 1}) {
      assertThatThrownBy(() -> maker.accept(beyond))
          .hasMessage(
              "%s must be in %s..%s: %s"
                  .formatted(name, text.apply(least), text.apply(most), text.apply(beyond)));
    }
  }

  private static Arguments durations(
      String name, Duration least, Duration most, Consumer<Duration> maker) {
    LongConsumer ofNanos = nanos -> maker.accept(Duration.ofNanos(nanos));
    LongFunction<String> text = nanos -> Duration.ofNanos(nanos).toString();
    return Arguments.of(name, least.toNanos(), most.toNanos(), text, ofNanos);
  }

  private static Arguments numbers(String name, long least, long most, LongConsumer maker) {
    LongFunction<String> text = Long::toString;
    return Arguments.of(name, least, most, text, maker);
  }

  private static void with(Duration settle, Duration answer, Duration poll) {
    ProxySettings defaults = ProxySettings.defaults();
    ProxySettings made =
        new ProxySettings(
            defaults.reading(),
            settle,
            defaults.aside(),
            defaults.caps(),
            defaults.batch(),
            answer,
            defaults.breaker(),
            poll,
            defaults.idle(),
            defaults.sanitizer());
    assertThat(made.settle()).isEqualTo(settle);
  }
}
