package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.protocol.bounded.BoundedMap;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.proxy.counters.Losses;
import io.mpm.monitor.proxy.counters.Tally;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites what has waited for a few seconds without its secrets: nothing raw rests on the disk.
 * Goes through the folder again and again while there is something new in it, a few milliseconds at
 * a time; each file is read once, and says itself that it was. A file that cannot be rewritten
 * stays as it is. For the loop's thread only.
 */
public final class RestingFiles implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RestingFiles.class);

  /** The clock may have been set back meanwhile: a time so far ahead is as old. */
  private static final Duration REST = Duration.ofSeconds(3);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /** Where nobody tells us what is new. */
  private static final Duration SAFETY = Duration.ofSeconds(30);

  private static final int ENOUGH_FAILURES = 3;

  private static final long TURN_NANOS = Duration.ofMillis(20).toNanos();

  /** Whoever told the proxy to end waits for that. */
  private static final long LAST_LOOK_NANOS = Duration.ofMillis(500).toNanos();

  /** Looking takes at most one part in so many of our time. */
  private static final int SHARE = 20;

  /** So many names are known where files cannot be marked. */
  private static final int REMEMBERED = 16_384;

  private final SpoolFolder folder;
  private final EventReader reader;
  private final Spool spool;
  private final Tally tally;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Set<String> done = Collections.newSetFromMap(BoundedMap.byInsertion(REMEMBERED));
  private @Nullable DirectoryStream<Path> sweep;
  private @Nullable Iterator<Path> left;
  private Duration rest = REST;
  private boolean news = true;
  private boolean failing;
  private int failures;
  private long worked;
  private long nextSweep;

  public RestingFiles(
      SpoolFolder folder,
      EventReader reader,
      Spool spool,
      Tally tally,
      Clock clock,
      LongSupplier nanoTime) {
    this.folder = folder;
    this.reader = reader;
    this.spool = spool;
    this.tally = tally;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.nextSweep = nanoTime.getAsLong();
  }

  /** There may be new files. */
  public void changed() {
    news = true;
  }

  /** Goes on for some milliseconds, at least for one file, if it is time to. */
  public void look() {
    if (left == null && !due()) {
      return;
    }
    long began = nanoTime.getAsLong();
    try {
      boolean more = goOn(TURN_NANOS);
      worked += nanoTime.getAsLong() - began;
      if (!more) {
        failing &= failures > 0;
        pause(Math.max(PAUSE.toNanos(), SHARE * worked));
      }
    } catch (IOException | DirectoryIteratorException e) {
      if (!failing) {
        log.warn("what waits cannot be rewritten without its secrets; trying on", e);
      }
      failing = true;
      news = true;
      pause(AFTER_FAILURE.toNanos());
    }
  }

  /**
   * Goes through all that is there, however young, as far as half a second suffices: until the next
   * proxy comes nobody will.
   */
  public void lookForTheLastTime() {
    endSweep();
    rest = Duration.ZERO;
    try {
      goOn(LAST_LOOK_NANOS);
    } catch (IOException | DirectoryIteratorException e) {
      log.warn("what waits cannot be rewritten without its secrets", e);
    }
  }

  /** How long the caller may rest when it has nothing else to do. */
  public Duration rest() {
    if (left != null) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(Math.max(0, wanted() - nanoTime.getAsLong()));
  }

  @Override
  public void close() {
    endSweep();
  }

  private boolean due() {
    return nanoTime.getAsLong() - wanted() >= 0;
  }

  private long wanted() {
    return news ? nextSweep : nextSweep + SAFETY.toNanos();
  }

  /** Whether there is more to look at when the time is up. */
  private boolean goOn(long nanos) throws IOException {
    long began = nanoTime.getAsLong();
    boolean more = true;
    while (more && nanoTime.getAsLong() - began < nanos) {
      more = one();
    }
    return more;
  }

  /** Looks at one more entry of the folder; false when there is none. */
  private boolean one() throws IOException {
    if (left == null) {
      begin();
    }
    if (left == null || !left.hasNext()) {
      return false;
    }
    Optional<SpoolName> name = SpoolName.parse(String.valueOf(left.next().getFileName()));
    if (name.isPresent()) {
      try {
        examine(name.get());
      } catch (NoSuchFileException e) {
        // Delivered since.
      } catch (IOException e) {
        failed(e);
      }
    }
    return true;
  }

  /** One odd file does not keep the others from their turn; a full disk would, file by file. */
  private void failed(IOException reason) throws IOException {
    news = true;
    failures++;
    if (failures == ENOUGH_FAILURES) {
      throw reason;
    }
  }

  private void begin() throws IOException {
    news = false;
    worked = 0;
    failures = 0;
    try {
      folder.deleteUnborn();
      sweep = folder.names();
      left = sweep.iterator();
    } catch (NoSuchFileException e) {
      // No folder, nothing that rests.
    }
  }

  private void pause(long nanos) {
    endSweep();
    nextSweep = nanoTime.getAsLong() + nanos;
  }

  private void endSweep() {
    left = null;
    if (sweep != null) {
      try {
        sweep.close();
      } catch (IOException e) {
        // It was only read.
      }
      sweep = null;
    }
  }

  private void examine(SpoolName name) throws IOException {
    Optional<SpoolFile> found = folder.look(name);
    if (found.isEmpty() || done.contains(name.text())) {
      return;
    }
    Duration age = Duration.between(found.get().modified(), clock.instant()).abs();
    if (age.compareTo(rest) < 0) {
      news = true;
    } else if (!folder.isMarked(name)) {
      Reading reading = reader.read(found.get());
      if (reading instanceof Reading.Complete event) {
        clean(found.get(), event);
        done.add(name.text());
      } else if (spool.isReady(found.get())) {
        spool.read(found.get(), reading);
      }
    }
  }

  private void clean(SpoolFile file, Reading.Complete event) throws IOException {
    if (event.asWritten()) {
      folder.mark(file.name());
      return;
    }
    spool.rewritten(folder.replace(file, Json.bytes(event.event().data())));
    Losses losses = new Losses();
    losses.addRedactions(event.sanitized());
    tally.lost(losses);
  }
}
