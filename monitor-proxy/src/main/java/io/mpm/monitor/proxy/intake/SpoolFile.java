package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.protocol.event.EventId;
import java.time.Instant;

/**
 * A file of the spool as it was when we looked at it.
 *
 * @param name its name
 * @param modified its modification time as the file system keeps it, to the nanosecond
 * @param size in bytes
 */
public record SpoolFile(SpoolName name, Instant modified, long size) {

  /** When its event happened. A clock before 1970 counts as 1970: nobody's events are that old. */
  public Instant time() {
    return modified.isBefore(Instant.EPOCH) ? Instant.EPOCH : modified;
  }

  /** The id of its event: the same however often it is read, by this proxy or the next. */
  public String eventId() {
    return EventId.derive(
        time(), name.text() + "@" + modified.getEpochSecond() + "." + modified.getNano());
  }
}
