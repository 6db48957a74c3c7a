package io.mpm.monitor.daemon.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.metrics.Latency;
import io.mpm.monitor.daemon.metrics.Repeated;
import io.mpm.monitor.daemon.model.Account;
import io.mpm.monitor.daemon.model.EventTime;
import io.mpm.monitor.daemon.model.Normalizer;
import io.mpm.monitor.daemon.model.WireEvent;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.BatchCodec.Decoded;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.event.EventId;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of one event: refused, known already, or normalised, worked out, numbered and handed
 * on to the store. Each is told to the {@link Tally} of whoever sent it. Holds what that takes: the
 * account of all sessions, and the events that may come again. For one caller at a time; what
 * {@link #latency} gives is for any thread.
 */
final class Admission {

  private static final Logger log = LoggerFactory.getLogger(Admission.class);

  /**
   * A proxy sends again what it got no ack for: minutes ago at most, unless it was down. So many
   * ids cost 2 MB.
   */
  private static final int REMEMBERED_IDS = 65_536;

  /** An event that is to be kept, and its {@link WireEvent#encodedData}. */
  private static final class Fresh {
    private final Decoded element;
    private final WireEvent event;
    private final byte[] data;

    Fresh(Decoded element, WireEvent event, byte[] data) {
      this.element = element;
      this.event = event;
      this.data = data;
    }
  }

  private final EventStore store;
  private final UnaryOperator<JsonNode> sanitizer;
  private final InstantSource clock;
  private final Account account;
  private final RecentIds recentIds = new RecentIds(REMEMBERED_IDS);
  private final Copies copies = new Copies();
  private final SplittableRandom ids = new SplittableRandom();
  private final Latency latency = new Latency();
  private final Repeated unreadable = new Repeated();

  /**
   * Knows the ids that the store knows; what its events mean is still to be worked out.
   *
   * @param bounds of what is known of sessions
   * @param sanitizer takes the secrets out of what came without a proxy that would have done so
   */
  Admission(
      EventStore store,
      Sessions.Bounds bounds,
      UnaryOperator<JsonNode> sanitizer,
      InstantSource clock) {
    this.store = store;
    this.sanitizer = sanitizer;
    this.clock = clock;
    this.account = new Account(bounds);
    store.recentIds(REMEMBERED_IDS).forEach(known -> recentIds.add(known.id(), known.session()));
  }

  Account account() {
    return account;
  }

  /** From an event's own time until the store had it, of those that were live. */
  Latency latency() {
    return latency;
  }

  /**
   * Takes an element of a batch.
   *
   * @param live whether it says something of the way here how long the event took
   * @throws UncheckedIOException when the disk fails, and the event should come again
   */
  void take(Decoded element, boolean live, Tally tally) {
    if (element instanceof Decoded.Unusable unusable) {
      tally.rejected(unusable.id(), unusable.reason());
    } else if (element instanceof Decoded.Event told) {
      String id = told.event().id();
      if (EventTime.isUsable(told.event().timestamp())) {
        take(id, told, live, tally);
      } else {
        tally.rejected(id, EventTime.NOT_USABLE);
      }
    } else if (element instanceof Decoded.Typed typed) {
      take(typed.id(), typed, live, tally);
    }
  }

  private void take(String id, Decoded element, boolean live, Tally tally) {
    Optional<Fresh> fresh;
    try {
      fresh = fresh(element);
    } catch (UncheckedIOException e) {
      // The disk's fault and not the event's, which will come again.
      throw e;
    } catch (RuntimeException e) {
      // The event's own fault, and so not that of those behind it.
      unreadable.count(
          seen -> log.error("Event {} could not be read ({} such since start)", id, seen, e));
      tally.rejected(id, "the daemon cannot read it");
      return;
    }
    keepIfFresh(fresh, live, tally);
  }

  /** Takes a hook's payload that came without a proxy, and so without an id. */
  void takePayload(String word, JsonNode payload, Tally tally) {
    Instant now = clock.instant();
    String id = EventId.fresh(now, ids);
    Optional<String> obstacle = obstacle(payload);
    if (obstacle.isPresent()) {
      tally.rejected(id, obstacle.get());
      return;
    }
    PublishedEvent event = new PublishedEvent(id, now, word, sanitizer.apply(payload));
    keepIfFresh(fresh(new Decoded.Event(event)), true, tally);
  }

  /** Takes an event in claude-mpm's shape, which has no id either. */
  void takeClaudeEvent(JsonNode event, Tally tally) {
    Instant now = clock.instant();
    String id = EventId.fresh(now, ids);
    Optional<String> obstacle =
        event.isObject()
            ? obstacle(event.path("data"))
            : Optional.of("a claude_event is a JSON object");
    if (obstacle.isPresent()) {
      tally.rejected(id, obstacle.get());
      return;
    }
    WireEvent wire = Normalizer.seed(id, sanitizer.apply(event), now);
    keep(wire, wire.encodedData(), true);
    tally.stored();
  }

  private Optional<String> obstacle(JsonNode data) {
    if (Json.isDeeperThan(Json.MAX_EVENT_DEPTH, data)) {
      return Optional.of(BatchCodec.TOO_DEEP);
    }
    return store.hasRoom() ? Optional.empty() : Optional.of(Ingest.NO_ROOM);
  }

  /** Lets go of a session; its events are no duplicates when they come again. */
  CompletableFuture<Long> forget(String session) {
    recentIds.forget(session);
    copies.forget(session);
    account.forget(session);
    return store.forget(session);
  }

  /** Empty for what is known, by its id or as another's copy. */
  private Optional<Fresh> fresh(Decoded element) {
    WireEvent event = normalised(element);
    if (recentIds.knows(event.id()) || store.isArchived(event.id())) {
      return Optional.empty();
    }
    byte[] data = event.encodedData();
    if (element instanceof Decoded.Event told
        && copies.isCopy(told.event(), event.sessionId(), data)) {
      recentIds.add(event.id(), event.sessionId());
      return Optional.empty();
    }
    return Optional.of(new Fresh(element, event, data));
  }

  private WireEvent normalised(Decoded element) {
    if (element instanceof Decoded.Typed typed) {
      return Normalizer.seed(typed.id(), typed.event(), clock.instant());
    }
    return Normalizer.hook(((Decoded.Event) element).event());
  }

  private void keepIfFresh(Optional<Fresh> fresh, boolean live, Tally tally) {
    if (fresh.isPresent()) {
      keep(fresh.get(), live);
      tally.stored();
    } else {
      tally.duplicate();
    }
  }

  private void keep(Fresh fresh, boolean live) {
    try {
      keep(fresh.event, fresh.data, live);
    } catch (RuntimeException | Error e) {
      if (fresh.element instanceof Decoded.Event told) {
        copies.takeBack(told.event(), fresh.event.sessionId(), fresh.data);
      }
      throw e;
    }
    // Not before: had it failed, its producer would hear that we know what we do not hold.
    recentIds.add(fresh.event.id(), fresh.event.sessionId());
  }

  private void keep(WireEvent event, byte[] data, boolean live) {
    try {
      account.fold(event);
    } catch (RuntimeException e) {
      // An event that we do not understand is still one that happened.
      log.error("What event {} means could not be worked out", event.id(), e);
    }
    store.append(event.numbered(store.next(), data));
    if (live) {
      latency.record(event.timestamp(), clock.instant());
    }
  }
}
