package io.mpm.monitor.daemon.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a test event has got to. */
interface Arrivals {

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
      try (Stream<Path> files = Files.list(home.spool())) {
        return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, event));
      } catch (NoSuchFileException e) {
        return false;
      }
    }

    private static boolean holds(Path file, TestEvent event) {
      return read(file).map(event::is).orElse(false);
    }

    private static Optional<JsonNode> read(Path file) {
      try {
        return Optional.of(Json.parse(Files.readAllBytes(file)));
      } catch (IOException | MalformedJsonException e) {
        // Half-written, or gone since the folder was listed.
        return Optional.empty();
      }
    }
  }
}
