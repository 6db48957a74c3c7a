package io.mpm.monitor.hook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.protocol.text.Counted;
import io.mpm.monitor.proxy.SpoolStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that there is to say about a home's proxy.
 *
 * @param at when it was so
 * @param outlook when a proxy will run, if none does
 */
record StatusReport(
    Instant at,
    Optional<ProxyPid> proxy,
    String outlook,
    SpoolStatus spool,
    ProxyRecord record,
    Optional<StopRecord> lastStop) {

  /** Reads the state of this home from the disk. */
  static StatusReport of(MonitorHome home, Instant at) throws IOException {
    return new StatusReport(
        at,
        ProxyPid.findAlive(home),
        StartOutlook.of(home),
        SpoolStatus.of(home),
        ProxyRecord.read(home),
        StopRecord.read(home.proxyStop()));
  }

  /** For people. */
  List<String> lines() {
    return List.of(
        "proxy      " + proxyLine(),
        "delivery   " + deliveryLine(),
        "seen       %s, %d of them delivered, since the proxy began"
            .formatted(Counted.of(record.count("seen"), "file"), record.count("delivered")),
        "waiting    %s, %d bytes in the spool"
            .formatted(Counted.of(spool.waiting(), "file"), spool.waitingBytes()),
        "set aside  " + Counted.of(spool.setAside(), "file") + ", being no event",
        "dropped    " + droppedLine(),
        "last stop  "
            + lastStop.map(stop -> stop.at() + ", " + stop.sentence()).orElse("none recorded"));
  }

  private String proxyLine() {
    return proxy
        .map(
            running ->
                "runs, process "
                    + running.pid()
                    + running.version().map(version -> ", version " + version).orElse("")
                    + (running.isStopped()
                        ? "; a signal has stopped it, `kill -CONT %d` lets it go on"
                            .formatted(running.pid())
                        : ""))
        .orElse("does not run; " + outlook);
  }

  private String deliveryLine() {
    if (proxy.isEmpty()) {
      return "none while no proxy runs";
    }
    if (!record.isKnown()) {
      return "not known yet";
    }
    String since =
        record
            .link()
            .since()
            .map(time -> ", since " + time.truncatedTo(ChronoUnit.SECONDS))
            .orElse("");
    return record.link().obstacle().isEmpty()
        ? "events flow" + since
        : record.link().obstacle() + since + breaker() + nextTry();
  }

  private String droppedLine() {
    List<String> reasons = new ArrayList<>();
    record
        .counters()
        .path("dropped_for")
        .properties()
        .forEach(reason -> reasons.add(reason.getValue().asText() + " for " + reason.getKey()));
    return (reasons.isEmpty() ? "none" : String.join(", ", reasons) + " since the proxy began")
        + (spool.dropped() == 0
            ? ""
            : "; the daemon has not heard of %d yet".formatted(spool.dropped()));
  }

  private String breaker() {
    return record.link().breaker().equals("closed")
        ? ""
        : "; the circuit breaker is " + record.link().breaker().replace('_', '-');
  }

  private String nextTry() {
    return record
        .link()
        .nextTry()
        .map(time -> Math.max(0, Duration.between(at, time).toSeconds()))
        .map(seconds -> seconds == 0 ? "; the next try is due" : "; next try in " + seconds + " s")
        .orElse("");
  }

  /** For programs. */
  String json() {
    ObjectNode json = Json.object().put("at", at.toString());
    ObjectNode process = json.putObject("proxy").put("running", proxy.isPresent());
    if (proxy.isEmpty()) {
      process.put("outlook", outlook);
    }
    proxy.ifPresent(running -> process.put("pid", running.pid()));
    proxy
        .flatMap(ProxyPid::version)
        .map(ProgramVersion::text)
        .ifPresent(version -> process.put("version", version));
    json.putObject("spool")
        .put("waiting", spool.waiting())
        .put("waiting_bytes", spool.waitingBytes())
        .put("set_aside", spool.setAside())
        .put("dropped", spool.dropped());
    ObjectNode way =
        json.putObject("delivery")
            .put("state", state())
            .put("obstacle", record.link().obstacle())
            .put("breaker", record.link().breaker())
            .put("since", record.link().since().map(Instant::toString).orElse(null))
            .put("next_try", record.link().nextTry().map(Instant::toString).orElse(null));
    way.set("counters", record.counters().isObject() ? record.counters() : Json.object());
    lastStop.ifPresent(
        stop ->
            json.putObject("last_stop")
                .put("at", stop.at().toString())
                .put("reason", stop.sentence()));
    return Json.text(json);
  }

  /** {@code none}, {@code unknown}, {@code flowing} or {@code blocked}. */
  private String state() {
    if (proxy.isEmpty()) {
      return "none";
    }
    return !record.isKnown()
        ? "unknown"
        : record.link().obstacle().isEmpty() ? "flowing" : "blocked";
  }
}
