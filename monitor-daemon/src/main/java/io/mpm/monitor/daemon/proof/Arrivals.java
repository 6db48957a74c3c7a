package io.mpm.monitor.daemon.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.protocol.home.SpoolListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a test event has got to. */
interface Arrivals {

  /** The proxy's counter of events that a daemon has taken. */
  String DELIVERED = "delivered";

  /** Whether it is there; may be asked again and again. */
  boolean hasCome(TestEvent event) throws IOException;

  /** The events that a daemon holds: what its page shows. */
  record InDaemon(RunningDaemon daemon) implements Arrivals {

    @Override
    public boolean hasCome(TestEvent event) throws IOException {
      JsonNode page = daemon.events("limit=1000&type=" + TestEvent.TYPE + "&q=" + event.run());
      for (JsonNode held : page.path("events")) {
        if (event.is(held.path("data"))) {
          return true;
        }
      }
      return false;
    }
  }

  /** The files that wait for a daemon. */
  record InSpool(MonitorHome home) implements Arrivals {

    @Override
    public boolean hasCome(TestEvent event) throws IOException {
      return waiting().anyMatch(event::is);
    }

    /** How many of that trial's events wait. */
    private long count(String run) throws IOException {
      return waiting().filter(data -> TestEvent.isOf(run, data)).count();
    }

    private Stream<JsonNode> waiting() throws IOException {
      return new SpoolListing(home.spool()).whole().stream().flatMap(file -> read(file).stream());
    }

    private static Optional<JsonNode> read(Path file) {
      try {
        return Optional.of(Json.parse(Files.readAllBytes(file)));
      } catch (IOException | MalformedJsonException e) {
        // No event, or gone since the folder was listed.
        return Optional.empty();
      }
    }
  }

  /**
   * Where the daemon is another machine's, and nobody here can ask it: the files that wait, and
   * what the proxy says that it has delivered since this began. Of one trial's events, in their
   * order.
   */
  final class OnTheWay implements Arrivals {

    private final MonitorHome home;
    private final InSpool spool;
    private final long deliveredBefore;
    private final Optional<Instant> writtenBefore;
    private int come;

    private OnTheWay(MonitorHome home, long deliveredBefore, Optional<Instant> writtenBefore) {
      this.home = home;
      this.spool = new InSpool(home);
      this.deliveredBefore = deliveredBefore;
      this.writtenBefore = writtenBefore;
    }

    /** From now on. */
    static OnTheWay from(MonitorHome home) throws IOException {
      ProxyRecord record = ProxyRecord.read(home);
      // The next proxy counts from nothing.
      long delivered = ProxyPid.findAlive(home).isPresent() ? record.count(DELIVERED) : 0;
      return new OnTheWay(home, delivered, record.at());
    }

    @Override
    public boolean hasCome(TestEvent event) throws IOException {
      // In this order: what goes between the two looks is found by the next, and never counted
      // twice.
      boolean isThere = spool.hasCome(event) || delivered() + spool.count(event.run()) > come;
      come += isThere ? 1 : 0;
      return isThere;
    }

    private long delivered() throws IOException {
      ProxyRecord record = ProxyRecord.read(home);
      if (record.at().equals(writtenBefore)) {
        return 0;
      }
      long delivered = record.count(DELIVERED);
      return delivered < deliveredBefore ? delivered : delivered - deliveredBefore;
    }
  }
}
