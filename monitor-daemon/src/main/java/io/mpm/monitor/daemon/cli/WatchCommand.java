package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.watch.EventLine;
import io.mpm.monitor.daemon.watch.EventStream;
import io.mpm.monitor.daemon.watch.Heard;
import io.mpm.monitor.daemon.watch.Place;
import io.mpm.monitor.daemon.watch.Selection;
import io.mpm.monitor.protocol.bounded.BoundedMap;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.text.Counted;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

@Command(
    name = "watch",
    description = {
      "Shows events in the terminal as they come, one line each, until Ctrl+C.",
      "When the monitor goes away it waits for it, and goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  mpm-monitord watch",
      "  mpm-monitord watch --tool Bash --since 10m",
      "  mpm-monitord watch --session cbca1fbd --type 'PostToolUse*'",
      "  mpm-monitord watch --json --since all | jq .type"
    })
final class WatchCommand implements Callable<Integer> {

  private static final long LOOK_EVERY_MS = 500;

  /** Some batches of events: each producer has one under way. */
  private static final int MOST_REMEMBERED = 4_096;

  private final Surroundings surroundings;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "Only of this session; the beginning of its id will do. May be repeated.")
  private List<String> sessions = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "NAME",
      description = "Only of this type, such as hook.stop, PreToolUse or 'Post*'. May be repeated.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--tool",
      paramLabel = "NAME",
      description = "Only of this tool, such as Bash or 'mcp__*'. May be repeated.")
  private List<String> tools = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Begin with what the monitor still holds: 30s, 10m, 2h, 1d, a time, or all.")
  private @Nullable String since;

  @Option(names = "--json", description = "Each event as one line of JSON, as on the wire.")
  private boolean json;

  WatchCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Optional<Instant> from = Since.of(since, surroundings.clock().instant());
    Selection selection = new Selection(sessions, types, tools, from.orElse(Instant.MIN));
    EventLine line = new EventLine(ZoneId.systemDefault(), isColoured());
    Place place = from.isPresent() ? new Place.Oldest() : new Place.Now();
    Follower follower = new Follower(selection, line, place);
    RunningDaemon daemon = surroundings.requireRunning();
    try {
      while (follower.follow(daemon)) {
        daemon = another();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }

  private boolean isColoured() {
    return surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty() && Ansi.AUTO.enabled();
  }

  private RunningDaemon another() throws IOException, InterruptedException {
    while (true) {
      Thread.sleep(LOOK_EVERY_MS);
      Optional<RunningDaemon> running = RunningDaemon.find(surroundings.files());
      if (running.isPresent()) {
        return running.get();
      }
    }
  }

  /** Prints what comes, and remembers how far it came. */
  private final class Follower {

    private final Selection selection;
    private final EventLine line;

    /** By their ids: a daemon that ends leaves batches that come again to the next one. */
    private final Set<String> shown =
        Collections.newSetFromMap(BoundedMap.byInsertion(MOST_REMEMBERED));

    private Place place;
    private boolean waiting;

    Follower(Selection selection, EventLine line, Place place) {
      this.selection = selection;
      this.line = line;
      this.place = place;
    }

    /** Returns when the connection is lost (true) or nobody reads any more (false). */
    boolean follow(RunningDaemon daemon) throws IOException, InterruptedException, CommandFailure {
      boolean lost = followToTheEnd(daemon);
      if (lost && !waiting) {
        surroundings.err().println("mpm-monitord: the monitor has gone; waiting for it");
        waiting = true;
      }
      return lost;
    }

    private boolean followToTheEnd(RunningDaemon daemon)
        throws IOException, InterruptedException, CommandFailure {
      AccessToken token = AccessToken.read(surroundings.home().token());
      try (EventStream stream = EventStream.open(daemon.record().port(), token, place)) {
        String numbering = "";
        while (!surroundings.out().checkError()) {
          Heard heard = stream.next();
          if (heard instanceof Heard.Lost) {
            return true;
          } else if (heard instanceof Heard.Refused refused) {
            throw new CommandFailure(
                "the monitor refuses this client: " + refused.reason(), ExitCode.FAILED);
          } else if (heard instanceof Heard.Welcome welcome) {
            waiting = false;
            numbering = welcome.stream();
            if (place instanceof Place.Now) {
              place = new Place.After(numbering, welcome.newest());
            }
          } else if (heard instanceof Heard.Gap gap) {
            say(gap);
          } else if (heard instanceof Heard.Event event) {
            print(event.event());
            place = new Place.After(numbering, event.event().path("seq").asLong());
          }
        }
        return false;
      } catch (IOException e) {
        // It has a record and does not answer yet, or no longer.
        return true;
      }
    }

    private void print(JsonNode event) {
      if (shown.add(event.path("id").asText()) && selection.accepts(event)) {
        surroundings.say(json ? Json.text(event) : line.of(event));
      }
    }

    private void say(Heard.Gap gap) {
      surroundings
          .err()
          .printf(
              "mpm-monitord: missing here: %s: %s%n",
              gap.count() == Heard.Gap.UNKNOWN ? "some events" : Counted.of(gap.count(), "event"),
              gap.reason());
    }
  }
}
