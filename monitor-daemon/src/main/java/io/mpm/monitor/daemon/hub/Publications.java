package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.BatchReader;

/** Brings what clients publish to the ingest, and its answer back. On the event loop. */
final class Publications {

  private final Ingest ingest;
  private final BadPackets badPackets;

  Publications(Ingest ingest, BadPackets badPackets) {
    this.ingest = ingest;
    this.badPackets = badPackets;
  }

  void take(Subscriber client, Publication publication) {
    if (!client.role().publishes()) {
      answer(client, publication, client.refuseRole("publish"));
      return;
    }
    BatchReader batch = new BatchReader(publication.batch());
    ingest
        .publish(batch)
        .thenAcceptAsync(
            ack -> {
              if (ack.isPresent()) {
                answer(client, publication, BatchCodec.encode(ack.get()));
              } else {
                refuse(client, batch.problem().orElseThrow());
              }
            },
            client.channel().eventLoop());
  }

  /** Any ack would have its sender let go of the events. */
  private void refuse(Subscriber client, String problem) {
    badPackets.count("a batch that is none of ours");
    Goodbye.AGAINST_POLICY.say(client.channel(), problem);
  }

  private static void answer(Subscriber client, Publication publication, JsonNode answer) {
    if (publication.ackId() != Publication.NO_ACK) {
      client.acknowledge(publication.ackId(), answer);
    }
  }
}
