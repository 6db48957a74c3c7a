package io.mpm.monitor.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.proxy.ProxyRecord.Road;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * How the way from a home's proxy to the daemon is, by the proxy's last word, which is at most a
 * few seconds old while it runs.
 *
 * @param known whether a proxy has ever said something
 * @param obstacle what stands in the way, in words; empty when nothing does
 * @param since when it became so
 * @param breaker the circuit breaker's state: {@code closed}, {@code half_open} or {@code open}
 * @param nextTry when the daemon is tried again; empty when nothing is in the way, or only a daemon
 *     that comes can help
 * @param counters what became of every event since that proxy began
 */
public record DeliveryStatus(
    boolean known,
    String obstacle,
    Optional<Instant> since,
    String breaker,
    Optional<Instant> nextTry,
    JsonNode counters) {

  /** Reads it from the disk, on the caller's thread. */
  public static DeliveryStatus of(MonitorHome home) throws IOException {
    ProxyRecord record = ProxyRecord.read(home.proxyRecord());
    Road road = record.road();
    return new DeliveryStatus(
        record.counters().isObject(),
        road.obstacle(),
        road.since(),
        road.breaker(),
        road.nextTry(),
        record.counters());
  }
}
