package io.mpm.monitor.daemon.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.Account;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the account to where it was when the store was last written to; how many events it took.
 */
final class Rebuild implements Supplier<Long> {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final int EVENTS_AT_ONCE = 500;
  private static final long BYTES_AT_ONCE = 8L << 20;

  private final EventStore store;
  private final Account account;

  Rebuild(EventStore store, Account account) {
    this.store = store;
    this.account = account;
  }

  @Override
  public Long get() {
    long reached = 0;
    long count = 0;
    for (Slice slice = next(0); slice.reached() > reached; slice = next(reached)) {
      slice.events().forEach(this::replay);
      reached = slice.reached();
      count += slice.events().size();
    }
    return count;
  }

  private Slice next(long after) {
    return store.after(after, EVENTS_AT_ONCE, BYTES_AT_ONCE);
  }

  private void replay(StoredEvent stored) {
    try {
      JsonNode event = Json.parseMessage(stored.json());
      if (event instanceof ObjectNode object) {
        account.replay(object);
      }
    } catch (MalformedJsonException | RuntimeException e) {
      log.error("The stored event {} could not be read again", stored.seq(), e);
    }
  }
}
