package io.mpm.monitor.daemon.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.system.Poll;
import io.mpm.monitor.protocol.delivery.BatchAck;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.StopRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A daemon of this home that runs in another process. Known by pid and start time, so that no token
 * ever goes to a stranger who took its port after its death.
 */
public final class RunningDaemon {

  /** How it was brought to its end. */
  public enum Ending {
    /** The daemon agreed, by request or signal, and ended in order. */
    ORDERLY,
    /** The daemon did not end in time and was killed. */
    KILLED
  }

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DaemonFiles files;
  private final DaemonRecord record;

  private RunningDaemon(DaemonFiles files, DaemonRecord record) {
    this.files = files;
    this.record = record;
  }

  /** The daemon that runs now, if there is one. */
  public static Optional<RunningDaemon> find(DaemonFiles files) throws IOException {
    return DaemonRecord.readLive(files.record()).map(record -> new RunningDaemon(files, record));
  }

  /** What it wrote of itself. */
  public DaemonRecord record() {
    return record;
  }

  /** The page's address, without the token. */
  public String url() {
    return "http://127.0.0.1:" + record.port();
  }

  /** The page's address with the token: for its owner's browser, never for a log. */
  public String privateUrl(AccessToken token) {
    return url() + "/#token=" + token.reveal();
  }

  /**
   * What it says of itself now.
   *
   * @throws IOException when it does not answer within a second
   */
  public JsonNode status() throws IOException {
    return new DaemonHttp(record.port()).status();
  }

  /**
   * What it measures of itself now: {@code figures} and {@code latencies}.
   *
   * @throws IOException when it does not answer within a second, or has another token
   */
  public JsonNode figures() throws IOException {
    return new DaemonHttp(record.port()).figures(AccessToken.read(files.home().token()));
  }

  /**
   * A page of the events that it holds.
   *
   * @param query as {@code GET /api/v1/events} takes it
   * @throws IOException when it does not answer within a second, or does not know our token
   */
  public JsonNode events(String query) throws IOException {
    AccessToken token = AccessToken.read(files.home().token());
    return new DaemonHttp(record.port()).events(token, query);
  }

  /**
   * Publishes a batch.
   *
   * @return its acknowledgement
   * @throws IOException when it does not take it within 30 s
   */
  public BatchAck publish(JsonNode batch) throws IOException {
    AccessToken token = AccessToken.read(files.home().token());
    return BatchCodec.decodeAck(new DaemonHttp(record.port()).publish(token, batch));
  }

  /**
   * Has it read its settings again.
   *
   * @return {@code {changes: [{key, from, to, effect}]}}
   * @throws IOException when it does not answer within 30 s, or the settings do not stand
   */
  public JsonNode reload() throws IOException {
    return new DaemonHttp(record.port()).reload(AccessToken.read(files.home().token()));
  }

  /**
   * Ends it: by request, else by signal, else, after 5 s, by force. Returns when it has ended.
   *
   * @param reason what it is to tell of its end
   */
  public Ending stop(String reason, InstantSource clock) throws IOException, InterruptedException {
    Optional<ProcessHandle> process = record.process().find();
    if (process.isEmpty()) {
      return Ending.ORDERLY;
    }
    if (!ask(reason)) {
      process.get().destroy();
    }
    if (Poll.until(this::hasEnded, PATIENCE)) {
      return Ending.ORDERLY;
    }
    process.get().destroyForcibly();
    if (!Poll.until(this::hasEnded, PATIENCE)) {
      throw new IOException("pid " + record.process().pid() + " cannot be killed");
    }
    Files.deleteIfExists(files.record());
    new StopRecord(clock.instant(), "killed: it did not end within 5 s; " + reason)
        .write(files.stop());
    return Ending.KILLED;
  }

  private boolean ask(String reason) {
    try {
      new DaemonHttp(record.port()).shutDown(AccessToken.read(files.home().token()), reason);
      return true;
    } catch (IOException e) {
      // It hangs, or the token was changed since it started: a signal needs neither.
      return false;
    }
  }

  /**
   * The daemon's process may go on without it: {@code mpm-monitord run} has a session to wait for.
   */
  private boolean hasEnded() throws IOException {
    if (!record.process().isAlive()) {
      return true;
    }
    if (DaemonRecord.read(files.record()).equals(Optional.of(record))) {
      return false;
    }
    Optional<InstanceLock> free = InstanceLock.tryTake(files.lock());
    if (free.isPresent()) {
      free.get().close();
    }
    return free.isPresent();
  }
}
