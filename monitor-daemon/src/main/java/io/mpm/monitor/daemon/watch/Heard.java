package io.mpm.monitor.daemon.watch;

import com.fasterxml.jackson.databind.JsonNode;

/** What a daemon tells a client that follows its events. */
public sealed interface Heard {

  /** The daemon has let the client in; its numbering, and the newest number in it. */
  record Welcome(String stream, long newest) implements Heard {}

  /** One event, as on the wire. */
  record Event(JsonNode event) implements Heard {}

  /** Events that can no longer be told. */
  record Gap(String reason, long count) implements Heard {

    /** When nobody knows how many they were. */
    public static final long UNKNOWN = -1;
  }

  /** The daemon does not let the client in; asking again changes nothing. */
  record Refused(String reason) implements Heard {}

  /** The connection has ended; nothing follows. */
  record Lost() implements Heard {}
}
