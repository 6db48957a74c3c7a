package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.BatchReader;
import java.util.Optional;

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
      answer(client, publication, client.refuse("publish"));
      return;
    }
    ingest
        .publish(new BatchReader(publication.batch()))
        .thenAcceptAsync(ack -> answer(client, publication, ack), client.channel().eventLoop());
  }

  private void answer(Subscriber client, Publication publication, Optional<BatchAck> ack) {
    if (ack.isPresent()) {
      answer(client, publication, BatchCodec.encode(ack.get()));
    } else {
      badPackets.count("a batch that is no JSON");
      client.channel().close();
    }
  }

  private static void answer(Subscriber client, Publication publication, JsonNode answer) {
    if (publication.ackId() != Publication.NO_ACK) {
      client.acknowledge(publication.ackId(), answer);
    }
  }
}
