package io.mpm.monitor.daemon;

import io.mpm.monitor.daemon.access.AccessPolicy;
import io.mpm.monitor.daemon.access.ServedNames;
import io.mpm.monitor.daemon.files.FileRequests;
import io.mpm.monitor.daemon.http.AccountRoutes;
import io.mpm.monitor.daemon.http.FigureRoutes;
import io.mpm.monitor.daemon.http.HttpDoor;
import io.mpm.monitor.daemon.http.Owner;
import io.mpm.monitor.daemon.http.Refusals;
import io.mpm.monitor.daemon.http.Routes;
import io.mpm.monitor.daemon.hub.Hub;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.ingest.IngestCounters;
import io.mpm.monitor.daemon.ingest.Readers;
import io.mpm.monitor.daemon.metrics.Figures;
import io.mpm.monitor.daemon.model.Account;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.daemon.parts.Parts;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.RingStore;
import io.mpm.monitor.daemon.store.SqliteStore;
import io.mpm.monitor.daemon.tunnel.UnixDoor;
import io.mpm.monitor.daemon.usage.UsageWatch;
import io.mpm.monitor.daemon.usage.Usages;
import io.mpm.monitor.protocol.home.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The daemon: its parts put together, from the first bind to the last flush. */
public final class Daemon implements AutoCloseable {

  private static final int OFF_LOOP_THREADS = 4;

  /** Requests that may wait for one of these threads; more are told to come later. */
  private static final int MAX_WAITING = 64;

  /** What the events may take at the end that have arrived. */
  private static final Duration LAST_EVENTS = Duration.ofMillis(500);

  private final DaemonSettings.Address address;
  private final Ingest ingest;
  private final Optional<UsageWatch> usage;
  private final Hub hub;
  private final DaemonFigures figures;
  private final EventStore store;
  private final ThreadPoolExecutor offLoop = offLoop();
  private final Parts parts;

  /**
   * A daemon that does not listen yet.
   *
   * @param parts closed by this daemon, or by who makes it if that fails
   */
  private Daemon(
      DaemonSettings settings, Tokens tokens, Owner owner, InstantSource clock, Parts parts)
      throws IOException {
    this.address = settings.address();
    this.parts = parts;
    this.store = parts.add(openStore(settings, clock));
    parts.add(offLoop::shutdownNow);
    // Outlives the ingest, which acknowledges through it what has arrived.
    parts.add(this::closeHub);
    Redactions redactions = new Redactions(settings.redaction());
    Sessions.Bounds bounds = Sessions.Bounds.within(settings.memoryBytes());
    this.ingest = new Ingest(store, bounds, readers(), redactions::event, clock);
    parts.add(() -> ingest.close(LAST_EVENTS));
    Observer observer = parts.add(new Observer(ingest, clock));
    this.usage = settings.usage().map(wanted -> watch(wanted, observer, clock)).map(parts::add);
    Refusals refusals = new Refusals();
    this.hub = doors(settings, tokens, owner, redactions, refusals, clock);
    this.figures = new DaemonFigures(ingest, store, hub, refusals);
  }

  /** HTTP and Socket.IO on one port: they ask the same policy and tell of the same health. */
  private Hub doors(
      DaemonSettings settings,
      Tokens tokens,
      Owner owner,
      Redactions redactions,
      Refusals refusals,
      InstantSource clock)
      throws IOException {
    Health health = new Health(address.port(), clock, ingest, store, this::clientCount, refusals);
    ServedNames names = new ServedNames(address.port(), address.tunnels());
    AccessPolicy policy = new AccessPolicy(names, tokens);
    FileRequests files = new FileRequests(ingest, redactions::file, offLoop);
    Usages usages = usage.<Usages>map(watch -> watch).orElse(Usages.NONE);
    Routes routes =
        new Routes(
            health::report,
            ingest,
            store,
            parts.add(new AccountRoutes(ingest, usages, clock)),
            files,
            usages,
            new FigureRoutes(this::figures, offLoop),
            offLoop,
            owner);
    HttpDoor door = new HttpDoor(policy, routes, settings.dashboard(), names, refusals);
    return new Hub(
        address.port(),
        policy,
        door,
        ingest,
        store,
        files,
        usages,
        health::report,
        refusals,
        clock);
  }

  private UsageWatch watch(DaemonSettings.Usage wanted, Observer observer, InstantSource clock) {
    return new UsageWatch(
        () -> ingest.ask(Account::sessions),
        wanted.transcripts(),
        wanted.prices(),
        this::usageChanged,
        observer,
        clock,
        UsageWatch.INTERVAL);
  }

  /** For what waits for a disk or a program; idle threads end. */
  private static ThreadPoolExecutor offLoop() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            OFF_LOOP_THREADS,
            OFF_LOOP_THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            task -> new Thread(task, "mpm-work-" + number.incrementAndGet()));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static EventStore openStore(DaemonSettings settings, InstantSource clock)
      throws IOException {
    if (settings.history().isEmpty()) {
      return new RingStore(settings.eventBytes());
    }
    DaemonSettings.History history = settings.history().get();
    return SqliteStore.open(history.file(), history.retention(), settings.eventBytes(), clock);
  }

  /**
   * A daemon that listens on 127.0.0.1, and on a Unix socket if its settings name one.
   *
   * @param owner does what admins ask of the daemon as a whole
   * @throws IOException when the port is taken ({@link java.net.BindException}) or the page cannot
   *     be read, or the socket cannot be made
   */
  public static Daemon start(DaemonSettings settings, Tokens tokens, Owner owner)
      throws IOException {
    Parts parts = new Parts();
    try {
      Daemon daemon = new Daemon(settings, tokens, owner, InstantSource.system(), parts);
      daemon.listen();
      return daemon;
    } catch (IOException | RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private void listen() throws IOException {
    hub.start();
    if (address.socket().isPresent()) {
      parts.add(UnixDoor.open(address.socket().get(), address.port()));
    }
    parts.add(hub::stopListening);
    usage.ifPresent(UsageWatch::wake);
  }

  public int port() {
    return address.port();
  }

  /** What became of the events that have come so far, through all doors. Any thread. */
  public IngestCounters counters() {
    return ingest.counters();
  }

  private Readers readers() {
    return new Readers() {
      @Override
      public void eventsCame() {
        hub.eventsCame();
        usage.ifPresent(UsageWatch::wake);
      }

      @Override
      public void whenTheyKeepUp(Runnable answer) {
        hub.whenReadersKeepUp(answer);
      }
    };
  }

  private void usageChanged() {
    hub.wake();
  }

  private Figures figures() {
    return figures.now();
  }

  private int clientCount() {
    return hub.clientCount();
  }

  /**
   * Takes in what has arrived, acknowledges and shows it, and ends every thread; at most 2 s, or 4
   * while the history's disk does not answer.
   */
  @Override
  public void close() {
    parts.close();
  }

  /** There is none yet where its making, or what it needs, has failed. */
  private void closeHub() {
    Hub made = hub;
    if (made != null) {
      made.close();
    }
  }
}
