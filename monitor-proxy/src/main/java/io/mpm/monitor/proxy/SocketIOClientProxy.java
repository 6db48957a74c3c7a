package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.proxy.lifecycle.Heir;
import io.mpm.monitor.proxy.lifecycle.Program;
import io.mpm.monitor.proxy.lifecycle.SoleProxy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxy of one home: brings what the hooks spooled to the daemon, over one Socket.IO
 * connection, until nothing has happened for a while or somebody ends it.
 */
public final class SocketIOClientProxy {

  private static final Logger log = LoggerFactory.getLogger(SocketIOClientProxy.class);

  /** How long an older proxy may take to end: its last batch, and its last words. */
  private static final Duration HAND_OVER = Duration.ofSeconds(15);

  private SocketIOClientProxy() {}

  /**
   * Works until there is nothing left to do, SIGTERM arrives, or the calling thread is interrupted;
   * returns at once when another proxy works for this home already, unless that is of an older
   * version: then it makes room for us. Leaves no thread behind that would keep the process alive.
   * With settings that cannot be used it keeps what waits, within its limits and without its
   * secrets, and delivers nothing.
   *
   * @param program what we are
   * @param environment may set what {@code config.yaml} can, and hold the token for another daemon
   *     than this home's: {@code MPM_MONITOR_TOKEN}
   * @param heir is started where something is left behind that nobody else would come for
   * @return why it ended; also in {@code run/proxy-stop.json}, unless another proxy is at work
   * @throws IOException when nobody can work in that home
   */
  public static StopRecord run(
      MonitorHome home, Map<String, String> environment, Program program, Heir heir)
      throws IOException, InterruptedException {
    return run(home, ProxyConfiguration.of(home, environment), program, heir);
  }

  static StopRecord run(
      MonitorHome home, ProxyConfiguration configuration, Program program, Heir heir)
      throws IOException, InterruptedException {
    ProxyAssembly assembly =
        new ProxyAssembly(home, configuration, Clock.systemUTC(), System::nanoTime);
    home.prepare();
    try {
      Optional<SoleProxy> sole = SoleProxy.takeOver(home, program, HAND_OVER, assembly.nanoTime());
      if (sole.isPresent()) {
        return live(assembly, sole.get(), program, heir);
      }
    } catch (IOException e) {
      recordRefusal(home, e);
      throw e;
    }
    return new StopRecord(
        assembly.clock().instant(),
        "another proxy works for " + home.root() + ": " + SoleProxy.owner(home));
  }

  /** Writes down, as far as that can be done in this home, why no proxy can begin. */
  private static void recordRefusal(MonitorHome home, IOException why) {
    log.error("the proxy cannot start", why);
    try {
      String reason = "%s: %s".formatted(why.getClass().getSimpleName(), why.getMessage());
      new StopRecord(Clock.systemUTC().instant(), reason, true).write(home.proxyStop());
    } catch (IOException e) {
      log.warn("why it cannot start could not be written down", e);
    }
  }

  private static StopRecord live(ProxyAssembly assembly, SoleProxy sole, Program program, Heir heir)
      throws InterruptedException, IOException {
    CompletableFuture<StopRecord> ended = new CompletableFuture<>();
    ProxyLog logFile = openLog(assembly.home(), sole);
    log.info("the proxy begins: {}", program);
    ProxyLife life;
    try {
      life =
          new ProxyLife(
              assembly.assemble(sole),
              assembly.nanoTime(),
              reason -> ended.complete(conclude(assembly, sole, logFile, reason)),
              heir);
    } catch (IOException | RuntimeException | Error e) {
      release(sole, logFile);
      throw e;
    }
    Thread onTermination = new Thread(() -> end(life, "it was told to end"), "mpm-proxy-end");
    Runtime.getRuntime().addShutdownHook(onTermination);
    life.begin();
    try {
      life.await();
    } catch (InterruptedException e) {
      life.end("it was interrupted");
      throw e;
    } finally {
      forget(onTermination);
    }
    // Where even its last words failed, nobody completes it any more.
    return ended.getNow(
        new StopRecord(assembly.clock().instant(), "it failed; the log says where"));
  }

  private static ProxyLog openLog(MonitorHome home, SoleProxy sole) throws IOException {
    try {
      return new ProxyLog(home.logs());
    } catch (IOException e) {
      sole.close();
      throw e;
    }
  }

  private static StopRecord conclude(
      ProxyAssembly assembly, SoleProxy sole, ProxyLog logFile, String reason) {
    StopRecord record = new StopRecord(assembly.clock().instant(), reason);
    try {
      log.info("the proxy ends: {}", reason);
      if (sole.isStillOurs()) {
        record.write(assembly.home().proxyStop());
      }
    } catch (IOException e) {
      log.warn("why it ends could not be written down", e);
    } finally {
      release(sole, logFile);
    }
    return record;
  }

  /** The log first: the next proxy opens it as soon as it is the only one. */
  private static void release(SoleProxy sole, ProxyLog logFile) {
    try (sole) {
      logFile.close();
    } catch (IOException e) {
      log.warn("the home could not be given back", e);
    }
  }

  private static void end(ProxyLife life, String reason) {
    try {
      life.end(reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread onTermination) {
    try {
      Runtime.getRuntime().removeShutdownHook(onTermination);
    } catch (IllegalStateException e) {
      // The process ends already, by that very thread.
    }
  }
}
