package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.daemon.model.sessions.Fork;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.protocol.bounded.BoundedMap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps count of what sessions use. Its own thread, {@code mpm-usage}, looks at the transcripts of
 * the sessions of which events have come, at most once in an interval and for some time after the
 * last one, because Claude Code writes them a little late, and as long as something goes on in them
 * that the user may break off. Without events it does nothing at all.
 */
public final class UsageWatch implements Usages, AutoCloseable {

  /** How often a session is looked at, and told of, at most. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(UsageWatch.class);

  /** Looks after a session's last event. */
  private static final int LOOKS = 10;

  /** Who says nothing for longer, though at work, was killed. */
  private static final Duration PATIENCE = Duration.ofHours(2);

  /** Sessions at work; of one that was forgotten, the transcripts are read again. */
  private static final int MAX_METERS = 64;

  /** A session at work. */
  private static final class Active {
    final SessionMeter meter;
    int looks;

    Active(SessionMeter meter) {
      this.meter = meter;
    }
  }

  private final Supplier<CompletableFuture<List<SessionSummary>>> sessions;
  private final TranscriptFolders folders;
  private final PriceTable prices;
  private final Runnable onChange;
  private final Witness witness;
  private final InstantSource clock;
  private final Duration interval;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Map<String, SessionUsage> known = new ConcurrentHashMap<>();
  private volatile long newest; // written by mpm-usage only
  private volatile long lastRound = System.nanoTime() - INTERVAL.toNanos();

  // mpm-usage only
  private final Owners owners = new Owners();
  private final Map<String, Long> eventsSeen = new HashMap<>();
  private final Map<String, Active> active = BoundedMap.byAccess(MAX_METERS);

  /**
   * A watch that looks once it is woken.
   *
   * @param sessions asks for the sessions and the transcripts that they name
   * @param onChange told on the watch's thread that some session has used more; must not block
   * @param witness told what the transcripts tell beside
   */
  public UsageWatch(
      Supplier<CompletableFuture<List<SessionSummary>>> sessions,
      TranscriptFolders folders,
      PriceTable prices,
      Runnable onChange,
      Witness witness,
      InstantSource clock,
      Duration interval) {
    this.sessions = sessions;
    this.folders = folders;
    this.prices = prices;
    this.onChange = onChange;
    this.witness = witness;
    this.clock = clock;
    this.interval = interval;
    this.thread = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "mpm-usage"));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** There may be new events. Any thread; returns at once. */
  public void wake() {
    if (scheduled.compareAndSet(false, true)) {
      long since = System.nanoTime() - lastRound;
      run(this::round, Math.max(0, interval.toNanos() - since));
    }
  }

  private void run(Runnable task, long inNanos) {
    try {
      thread.schedule(task, inNanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      log.trace("The watch has ended", e);
    }
  }

  private void round() {
    scheduled.set(false);
    lastRound = System.nanoTime();
    try {
      if (look(sessions.get().get())) {
        wake();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      log.error("The transcripts could not be looked at", e);
    }
  }

  /** Looks at every session at work; whether some are left that need another look. */
  private boolean look(List<SessionSummary> all) {
    Map<String, SessionSummary> byId =
        all.stream().collect(Collectors.toMap(SessionSummary::id, summary -> summary));
    known.keySet().retainAll(byId.keySet());
    active.keySet().retainAll(byId.keySet());
    eventsSeen.keySet().retainAll(byId.keySet());
    // A fork is younger than what it copies, which belongs to the older one.
    List<SessionSummary> oldestFirst =
        all.stream().sorted(Comparator.comparing(SessionSummary::started)).toList();
    long before = newest;
    boolean more = false;
    for (SessionSummary summary : oldestFirst) {
      more |= look(summary);
    }
    if (newest > before) {
      onChange.run();
    }
    return more;
  }

  private boolean look(SessionSummary summary) {
    boolean news = !Long.valueOf(summary.events()).equals(eventsSeen.get(summary.id()));
    Active session = active.get(summary.id());
    if (news) {
      eventsSeen.put(summary.id(), summary.events());
      if (session == null) {
        session = new Active(new SessionMeter(summary.id(), folders, prices, owners, witness));
        active.put(summary.id(), session);
      }
      session.looks = LOOKS;
    }
    if (session == null || session.looks == 0) {
      return false;
    }
    boolean more = session.meter.look(summary);
    session.looks = more || isEndDue(summary) ? LOOKS : session.looks - 1;
    publish(session.meter.usage(summary), summary);
    return session.looks > 0;
  }

  /** Only the transcript tells when the user breaks off what goes on. */
  private boolean isEndDue(SessionSummary summary) {
    return summary.isUnsettled() && summary.lastActivity().plus(PATIENCE).isAfter(clock.instant());
  }

  private void publish(SessionUsage usage, SessionSummary summary) {
    SessionUsage before = known.get(usage.session());
    String origin = usage.copiedFrom();
    if (!origin.isEmpty() && (before == null || !origin.equals(before.copiedFrom()))) {
      witness.saw(new Fork(usage.session(), origin, summary.started()));
    }
    boolean nothing =
        usage.spendings().isEmpty()
            && usage.problem().isEmpty()
            && usage.linesSkipped() == 0
            && usage.copiedFrom().isEmpty();
    if (before == null ? !nothing : !usage.saysTheSameAs(before)) {
      long version = newest + 1;
      known.put(usage.session(), usage.withVersion(version));
      newest = version;
    }
  }

  @Override
  public Optional<SessionUsage> of(String session) {
    return Optional.ofNullable(known.get(session));
  }

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public List<SessionUsage> after(long version, int limit) {
    List<SessionUsage> changed =
        known.values().stream()
            .filter(usage -> usage.version() > version)
            .sorted(Comparator.comparingLong(SessionUsage::version))
            .toList();
    return changed.subList(Math.max(0, changed.size() - limit), changed.size());
  }

  @Override
  public void forget(String session) {
    known.remove(session);
    run(
        () -> {
          known.remove(session);
          active.remove(session);
          eventsSeen.remove(session);
        },
        0);
  }

  /** Looks no more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
