package io.mpm.monitor.proxy.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Leaves a failing daemon in peace. Opens after some failures in a row; then lets one try through
 * after a wait that grows, with some chance in it, or as soon as {@link #wakeUp()} is called. For
 * one thread.
 */
final class DeliveryBreaker {

  private static final double GROWTH = 2;
  private static final double CHANCE = 0.5;

  private final Clock clock;
  private final CircuitBreaker breaker;
  private Instant nextTry;

  /**
   * @param changed is told every change: the name of the change, and the state that it led to
   */
  DeliveryBreaker(
      BreakerSettings settings, LongSupplier nanoTime, BiConsumer<String, String> changed) {
    this.clock = new MonotonicClock(nanoTime);
    this.nextTry = clock.instant();
    IntervalFunction waits =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.firstWait(), GROWTH, CHANCE, settings.longestWait());
    this.breaker =
        CircuitBreaker.of(
            "daemon",
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.failures())
                .minimumNumberOfCalls(settings.failures())
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(
                    attempt -> remember(waits.apply(attempt), settings.longestWait()))
                .writableStackTraceEnabled(false)
                .clock(clock)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                changed.accept(
                    event.getStateTransition().name(),
                    event.getStateTransition().getToState().name()));
  }

  /** How long until the next try; zero when it may be now. */
  Duration untilNextTry() {
    if (breaker.getState() != CircuitBreaker.State.OPEN) {
      return Duration.ZERO;
    }
    Duration left = Duration.between(clock.instant(), nextTry);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The breaker's state in one word, such as {@code half_open}. */
  String state() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }

  /** Asks for a try; who gets it must say how it ended. */
  boolean tryAcquire() {
    return breaker.tryAcquirePermission();
  }

  void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed(String reason) {
    breaker.onError(0, TimeUnit.NANOSECONDS, new DeliveryFailed(reason));
  }

  /** The try proved nothing. */
  void giveBack() {
    breaker.releasePermission();
  }

  /** There is reason to believe that the next try succeeds. */
  void wakeUp() {
    if (breaker.getState() == CircuitBreaker.State.OPEN) {
      breaker.transitionToHalfOpenState();
    }
  }

  private long remember(long waitMillis, Duration longest) {
    long bounded = Math.min(waitMillis, longest.toMillis());
    nextTry = clock.instant().plusMillis(bounded);
    return bounded;
  }

  private static final class DeliveryFailed extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryFailed(String reason) {
      super(reason, null, false, false);
    }
  }
}
