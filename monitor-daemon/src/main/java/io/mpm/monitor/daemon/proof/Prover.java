package io.mpm.monitor.daemon.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.claude.RegisteredHook;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Calls hooks one after the other and looks where their events arrive. */
public final class Prover {

  /** The first event starts the proxy, a JVM; on a busy machine that takes seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long LOOK_EVERY_MS = 10;

  private final Trigger commands;
  private final Trigger http;
  private final Arrivals arrivals;
  private final boolean daemonRuns;
  private final Optional<DaemonUrl> elsewhere;
  private final String run = UUID.randomUUID().toString().replace("-", "");
  private boolean patient = true;

  private Prover(
      Trigger commands,
      Trigger http,
      Arrivals arrivals,
      boolean daemonRuns,
      Optional<DaemonUrl> elsewhere) {
    this.commands = commands;
    this.http = http;
    this.arrivals = arrivals;
    this.daemonRuns = daemonRuns;
    this.elsewhere = elsewhere;
  }

  /**
   * One that calls hooks as a session in {@code folder} with this environment would, and looks for
   * their events in the daemon, or in the spool when none runs. The home is prepared.
   *
   * @param elsewhere where the proxy delivers, when that is not this home's daemon
   */
  public static Prover of(
      MonitorHome home,
      Optional<RunningDaemon> daemon,
      Optional<DaemonUrl> elsewhere,
      Map<String, String> environment,
      Path folder)
      throws IOException {
    Arrivals arrivals =
        elsewhere.isPresent()
            ? Arrivals.OnTheWay.from(home)
            : daemon
                .<Arrivals>map(Arrivals.InDaemon::new)
                .orElseGet(() -> new Arrivals.InSpool(home));
    return new Prover(
        new CommandTrigger(Map.copyOf(environment), folder, home.run()),
        new HttpTrigger(Map.copyOf(environment)),
        arrivals,
        daemon.isPresent(),
        elsewhere);
  }

  /** Tries each; {@code onProof} hears of each as soon as it is known. */
  public void prove(List<RegisteredHook> hooks, Consumer<Proof> onProof)
      throws IOException, InterruptedException {
    for (RegisteredHook hook : hooks) {
      onProof.accept(new Proof(hook, verdict(hook)));
    }
  }

  private Proof.Verdict verdict(RegisteredHook hook) throws IOException, InterruptedException {
    TestEvent event = new TestEvent(run, hook.event());
    JsonNode handler = hook.handler();
    Trigger trigger = handler.path("type").asText().equals("http") ? http : commands;
    long start = System.nanoTime();
    Firing firing = trigger.fire(handler, event.payload());
    if (firing instanceof Firing.Failed failed) {
      return new Proof.Verdict.Failed(failed.reason());
    }
    Duration took = ((Firing.Silent) firing).took();
    if (elsewhere.isPresent() && trigger == http) {
      // The proxy has no part in it, and whoever listens there has answered.
      return new Proof.Verdict.Sent(took, handler.path("url").asText());
    }
    if (!arrives(event)) {
      return new Proof.Verdict.Failed(missing());
    }
    if (elsewhere.isPresent()) {
      return new Proof.Verdict.Sent(took, elsewhere.get().toString());
    }
    return daemonRuns
        ? new Proof.Verdict.Delivered(took, Duration.ofNanos(System.nanoTime() - start))
        : new Proof.Verdict.Waiting(took);
  }

  private boolean arrives(TestEvent event) throws IOException, InterruptedException {
    // One that does not arrive in time says enough about all that come after it.
    long deadline = System.nanoTime() + (patient ? PATIENCE : Duration.ZERO).toNanos();
    while (!arrivals.hasCome(event)) {
      if (System.nanoTime() - deadline >= 0) {
        patient = false;
        return false;
      }
      Thread.sleep(LOOK_EVERY_MS);
    }
    return true;
  }

  private String missing() {
    return daemonRuns && elsewhere.isEmpty()
        ? "the hook ended well, but its event has not reached the daemon; `mpm-hook flush` may tell"
            + " why"
        : "the hook ended well, but wrote nothing; can the spool be written to?";
  }
}
