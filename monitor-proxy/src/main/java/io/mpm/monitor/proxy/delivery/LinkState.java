package io.mpm.monitor.proxy.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * How the way to the daemon is now.
 *
 * @param obstacle what stands in it, in words for the user; empty when nothing does
 * @param lasting for how long it has been so
 * @param breaker the circuit breaker's state, such as {@code open}
 * @param untilNextTry when the daemon is tried again; empty when nothing is in the way, or only a
 *     daemon that comes can help
 */
public record LinkState(
    String obstacle, Duration lasting, String breaker, Optional<Duration> untilNextTry) {}
