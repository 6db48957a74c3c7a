package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import io.mpm.monitor.proxy.counters.AsideReason;

/** What a look into a spool file gave. */
public sealed interface Reading {

  /**
   * An event, ready to be sent.
   *
   * @param text its JSON on the wire
   * @param bytes how many bytes that is in UTF-8
   * @param sanitized what was taken out of its data
   * @param asWritten whether that is nothing: the file itself may be seen
   */
  record Complete(
      PublishedEvent event, String text, int bytes, Sanitized sanitized, boolean asWritten)
      implements Reading {}

  /** No JSON yet. Its hook may still be writing; what it is can be told once it rests. */
  record Incomplete(String detail) implements Reading {}

  /** Never will be an event. */
  record Unusable(AsideReason reason, String detail) implements Reading {}

  /** The file is not there any more. */
  record Gone() implements Reading {}
}
