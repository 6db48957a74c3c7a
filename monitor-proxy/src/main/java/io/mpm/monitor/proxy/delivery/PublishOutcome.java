package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.protocol.delivery.BatchAck;

/** What sending a batch gave. */
public sealed interface PublishOutcome {

  /** The daemon's word. */
  record Acknowledged(BatchAck ack) implements PublishOutcome {}

  /** Nobody knows whether the daemon holds it: it must go again. */
  record Unanswered(String reason) implements PublishOutcome {}
}
