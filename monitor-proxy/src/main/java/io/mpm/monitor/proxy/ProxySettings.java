package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.redaction.Sanitizer;
import io.mpm.monitor.proxy.batch.BatchPolicy;
import io.mpm.monitor.proxy.delivery.BreakerSettings;
import io.mpm.monitor.proxy.intake.AsideLimits;
import io.mpm.monitor.proxy.intake.ReadLimits;
import io.mpm.monitor.proxy.intake.SpoolCaps;
import io.mpm.monitor.proxy.limits.Range;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything about the proxy that can be set.
 *
 * @param reading how much of one event is kept
 * @param settle how long an incomplete file must rest before it is set aside
 * @param aside how much of what was set aside is kept
 * @param caps how much may wait
 * @param batch how much travels at once
 * @param answerTimeout how long the daemon may take to let us in, and to acknowledge a batch
 * @param breaker when a failing daemon is left in peace
 * @param safetyPoll how often we look at the spool without being told to
 * @param idle after how long without an event, and with an empty spool, the proxy ends
 * @param sanitizer takes out of events what nobody should see; none when the user wants them whole
 */
public record ProxySettings(
    ReadLimits reading,
    Duration settle,
    AsideLimits aside,
    SpoolCaps caps,
    BatchPolicy batch,
    Duration answerTimeout,
    BreakerSettings breaker,
    Duration safetyPoll,
    Duration idle,
    Optional<Sanitizer> sanitizer) {

  public ProxySettings {
    Range.check("settle", settle, Duration.ofMillis(10), Duration.ofMinutes(10));
    Range.check("answer timeout", answerTimeout, Duration.ofMillis(10), Duration.ofMinutes(5));
    Range.check("safety poll", safetyPoll, Duration.ofMillis(10), Duration.ofMinutes(1));
    Range.check("idle", idle, Duration.ofSeconds(1), Duration.ofDays(365));
  }

  public static ProxySettings defaults() {
    return new ProxySettings(
        ReadLimits.defaults(),
        Duration.ofSeconds(2),
        AsideLimits.defaults(),
        SpoolCaps.defaults(),
        BatchPolicy.defaults(),
        Duration.ofSeconds(5),
        BreakerSettings.defaults(),
        Duration.ofSeconds(1),
        Duration.ofMinutes(30),
        Optional.of(Sanitizer.withDefaults()));
  }
}
