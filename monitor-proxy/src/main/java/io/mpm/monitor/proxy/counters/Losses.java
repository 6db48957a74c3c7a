package io.mpm.monitor.proxy.counters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what was taken out of events before anybody saw them. Not for several threads. */
public final class Losses {

  private final Map<String, Long> redacted = new TreeMap<>();
  private long textsCut;
  private long charactersCut;
  private long partsElided;

  /** Adds what one event lost. */
  public void add(Sanitized event) {
    addRedactions(event);
    textsCut += event.truncation().textsCut();
    charactersCut += event.truncation().charactersCut();
    partsElided += event.truncation().partsElided();
  }

  /**
   * Adds the secrets of one event only: what was cut can be told from the event itself, as often as
   * one asks.
   */
  public void addRedactions(Sanitized event) {
    event
        .redaction()
        .hitsByRule()
        .forEach((rule, hits) -> redacted.merge(rule, (long) hits, Long::sum));
  }

  /** Adds what others added up. */
  public void add(Losses more) {
    more.redacted.forEach((rule, hits) -> redacted.merge(rule, hits, Long::sum));
    textsCut += more.textsCut;
    charactersCut += more.charactersCut;
    partsElided += more.partsElided;
  }

  ObjectNode redactedToJson() {
    ObjectNode json = Json.object();
    redacted.forEach(json::put);
    return json;
  }

  ObjectNode truncatedToJson() {
    return Json.object()
        .put("texts", textsCut)
        .put("characters", charactersCut)
        .put("parts_elided", partsElided);
  }
}
