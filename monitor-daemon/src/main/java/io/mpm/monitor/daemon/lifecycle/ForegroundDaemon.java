package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.daemon.log.DaemonLog;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.protocol.home.Tokens;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon's life in this process, from the lock to the last word. */
public final class ForegroundDaemon {

  /** What serves until it is closed. */
  @FunctionalInterface
  public interface Service extends Closeable {

    /** How many events it has taken in so far. Any thread. */
    default long work() {
      return 0;
    }
  }

  /** Starts what serves. */
  @FunctionalInterface
  public interface Starter {

    /**
     * Binds and serves, until closed.
     *
     * @param onShutdownRequest told the reason when a client asks for the end
     * @throws BindException when the port is taken
     */
    Service start(Tokens tokens, Consumer<String> onShutdownRequest) throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(ForegroundDaemon.class);

  private final DaemonFiles files;
  private final int port;
  private final String version;
  private final boolean debug;
  private final Starter starter;
  private final InstantSource clock;
  private final StopRequests requests = new StopRequests();
  private boolean missedBeat;

  /**
   * A daemon that is still to be run.
   *
   * @param debug whether its log tells each step
   */
  public ForegroundDaemon(
      DaemonFiles files,
      int port,
      String version,
      boolean debug,
      Starter starter,
      InstantSource clock) {
    this.files = files;
    this.port = port;
    this.version = version;
    this.debug = debug;
    this.starter = starter;
    this.clock = clock;
  }

  /**
   * Runs until somebody asks for the end; the home is prepared already. Everything in this JVM logs
   * to the home's log meanwhile.
   *
   * @param onReady told once it listens
   * @return why it ended
   * @throws AlreadyRunningException at once, when another daemon has the home
   * @throws PortTakenException when something else listens on the port
   */
  public String run(Consumer<DaemonRecord> onReady)
      throws IOException, AlreadyRunningException, PortTakenException {
    Optional<InstanceLock> taken = InstanceLock.tryTake(files.lock());
    if (taken.isEmpty()) {
      throw new AlreadyRunningException(DaemonRecord.readLive(files.record()));
    }
    try (InstanceLock held = taken.get()) {
      return serveAndLog(held, onReady);
    }
  }

  /**
   * Writes into the log of that home why no daemon came up. Where that cannot be done, as beside
   * one that runs, it is not: whoever asked for the start is told as well.
   */
  public static void logFailedStart(DaemonFiles files, String why) {
    if (!Files.isDirectory(files.home().logs())) {
      return;
    }
    try {
      Optional<InstanceLock> lock = InstanceLock.tryTake(files.lock());
      if (lock.isEmpty()) {
        return;
      }
      try (InstanceLock held = lock.get()) {
        DaemonLog.open(files.log(), false);
        log.debug("holding {}", held.file());
        log.error("could not start: {}", why);
        DaemonLog.close();
      }
    } catch (IOException e) {
      // It is on standard error.
    }
  }

  /** Asks for the end, as a signal does. Any thread. */
  public void stop(String reason) {
    requests.stop(reason);
  }

  private String serveAndLog(InstanceLock held, Consumer<DaemonRecord> onReady)
      throws IOException, PortTakenException {
    // Within the lock: beside a log that another process has open we would be given one of our own.
    DaemonLog.open(files.log(), debug);
    try {
      log.debug("holding {}", held.file());
      LastStop.cleanUp(files)
          .ifPresent(death -> log.warn("the daemon before {}: {}", death.at(), death.reason()));
      return serve(onReady);
    } finally {
      DaemonLog.close();
    }
  }

  private String serve(Consumer<DaemonRecord> onReady) throws IOException, PortTakenException {
    Tokens tokens = Tokens.readOrCreate(files.home());
    Service service = start(tokens);
    String reason;
    try {
      DaemonRecord record =
          new DaemonRecord(ProcessIdentity.current(), port, version, Protocol.VERSION);
      files.heartbeat().start(clock.instant());
      record.write(files.record());
      log.info("listening on 127.0.0.1:{}, pid {}", port, record.process().pid());
      onReady.accept(record);
      reason = awaitStop(service);
      log.info("ending: {}", reason);
    } finally {
      service.close();
      removeRecord();
    }
    writeStop(reason);
    return reason;
  }

  private void writeStop(String reason) {
    if (Files.isDirectory(files.home().run())) {
      try {
        new StopRecord(clock.instant(), reason).write(files.stop());
      } catch (IOException e) {
        log.warn("Why this daemon ends could not be written down", e);
      }
    }
  }

  private Service start(Tokens tokens) throws IOException, PortTakenException {
    try {
      return starter.start(tokens, requests::stop);
    } catch (BindException e) {
      throw PortTakenException.of(port, e);
    }
  }

  private String awaitStop(Service service) {
    Lull lull = new Lull();
    while (beat()) {
      if (lull.begins(service.work())) {
        System.gc();
      }
      Optional<String> reason = requests.await(Heartbeat.INTERVAL);
      if (reason.isPresent()) {
        return reason.get();
      }
    }
    // Nobody can find us any more, and the next daemon would find the port taken.
    return "its home was removed";
  }

  /** Whether the home is still there. A disk that takes nothing now may do so again. */
  private boolean beat() {
    try {
      files.heartbeat().beat(clock.instant());
      missedBeat = false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      if (!missedBeat) {
        log.warn("The heartbeat cannot be written; trying on", e);
      }
      missedBeat = true;
    }
    return true;
  }

  /** Left behind, it is a dead process's, and known for that. */
  private void removeRecord() {
    try {
      Optional<DaemonRecord> record = DaemonRecord.read(files.record());
      if (record.isPresent() && record.get().process().equals(ProcessIdentity.current())) {
        Files.deleteIfExists(files.record());
      }
    } catch (IOException e) {
      log.warn("The record of this daemon could not be removed", e);
    }
  }
}
