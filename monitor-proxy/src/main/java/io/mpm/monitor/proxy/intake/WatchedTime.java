package io.mpm.monitor.proxy.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;

/**
 * Tells how old events are, by time that a proxy saw pass. The clock on the wall may be set by
 * years, and a machine that is off delivers nothing: neither makes an event older. What earlier
 * proxies saw counts, from {@code run/proxy.json}. For the loop's thread only.
 *
 * <p>Now and then it is noted what the wall clock said when how much had been seen: whatever was
 * stamped before had come by then. Notes from a future that was none are forgotten.
 */
public final class WatchedTime {

  /** So many notes for the longest age that matters: ages are exact to one part in so many. */
  private static final int NOTES = 64;

  private static final int MOST_NOTES_READ = 1000;

  /** The wall clock said that, when so much had been seen. */
  private record Note(Instant wall, Duration seen) {}

  private final Deque<Note> notes = new ArrayDeque<>();
  private final Duration step;
  private final Duration longest;
  private final Clock wall;
  private final LongSupplier nanoTime;
  private final Duration before;
  private final long began;

  /**
   * @param earlier what an earlier proxy's {@link #toJson} gave; anything else counts as nothing
   * @param longest the greatest age that matters
   * @param nanoTime a clock that nobody sets
   */
  public WatchedTime(JsonNode earlier, Duration longest, Clock wall, LongSupplier nanoTime) {
    this.longest = longest;
    this.step = longest.dividedBy(NOTES);
    this.wall = wall;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.before = Duration.ofSeconds(Math.max(0, earlier.path("seconds").longValue()));
    read(earlier.path("notes"));
  }

  /**
   * How long an event of that time has been waiting before our eyes; never longer than the wall
   * clock says.
   */
  Duration age(Instant stamped) {
    Duration byWall = Duration.between(stamped, wall.instant());
    Duration seen = seen();
    for (Note note : notes) {
      if (!note.wall().isBefore(stamped)) {
        Duration watched = seen.minus(note.seen());
        return watched.compareTo(byWall) < 0 ? watched : byWall;
      }
    }
    return byWall.isNegative() ? byWall : Duration.ZERO;
  }

  /** Looks at the clocks; to be called now and then. */
  void look() {
    Instant now = wall.instant();
    Duration seen = seen();
    while (!notes.isEmpty() && notes.getLast().wall().isAfter(now)) {
      notes.removeLast();
    }
    if (notes.isEmpty() || seen.minus(notes.getLast().seen()).compareTo(step) >= 0) {
      notes.addLast(new Note(now, seen));
    }
    // The first note speaks for all times before it, so one that is too old is enough.
    while (notes.size() > 1 && seen.minus(second().seen()).compareTo(longest) > 0) {
      notes.removeFirst();
    }
  }

  /** For the next proxy. */
  public JsonNode toJson() {
    ObjectNode json = Json.object().put("seconds", seen().toSeconds());
    ArrayNode list = json.putArray("notes");
    for (Note note : notes) {
      list.addObject().put("wall", note.wall().toString()).put("seen", note.seen().toSeconds());
    }
    return json;
  }

  private Duration seen() {
    return before.plusNanos(nanoTime.getAsLong() - began);
  }

  private Note second() {
    Iterator<Note> two = notes.iterator();
    two.next();
    return two.next();
  }

  private void read(JsonNode list) {
    for (JsonNode entry : list) {
      try {
        Note note =
            new Note(
                Instant.parse(entry.path("wall").asText()),
                Duration.ofSeconds(entry.path("seen").longValue()));
        boolean rising =
            notes.isEmpty()
                || (note.wall().isAfter(notes.getLast().wall())
                    && note.seen().compareTo(notes.getLast().seen()) >= 0);
        if (rising && note.seen().compareTo(before) <= 0 && notes.size() < MOST_NOTES_READ) {
          notes.addLast(note);
        }
      } catch (DateTimeException e) {
        // Somebody else wrote in our file: then events count as younger than they are.
      }
    }
  }
}
