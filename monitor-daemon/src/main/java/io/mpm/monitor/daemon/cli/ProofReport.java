package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.claude.RegisteredHook;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.proof.Proof;
import io.mpm.monitor.daemon.proof.Proof.Verdict;
import io.mpm.monitor.daemon.proof.Prover;
import io.mpm.monitor.protocol.home.DaemonUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries hooks out and prints what became of each. */
final class ProofReport {

  private final Surroundings surroundings;
  private final Path folder;

  ProofReport(Surroundings surroundings, Path folder) {
    this.surroundings = surroundings;
    this.folder = folder;
  }

  /** Whether all of them work. */
  boolean prove(List<RegisteredHook> hooks) throws IOException, InterruptedException {
    surroundings.home().prepare();
    Optional<RunningDaemon> daemon = RunningDaemon.find(surroundings.files());
    Optional<DaemonUrl> elsewhere = surroundings.readiness().elsewhere();
    surroundings.say("trying each hook with a test event, the way Claude Code would call it:");
    List<Proof> proofs = new ArrayList<>();
    Prover.of(surroundings.home(), daemon, elsewhere, surroundings.environment(), folder)
        .prove(
            hooks,
            proof -> {
              proofs.add(proof);
              surroundings.out().printf("  %-20s %s%n", proof.hook().event(), line(proof));
            });
    long good = proofs.stream().filter(Proof::isGood).count();
    surroundings.out().printf("%d of %d work%n", good, proofs.size());
    if (elsewhere.isPresent()) {
      surroundings.say("`mpm-hook status` says whether they reach " + elsewhere.get());
    } else if (daemon.isEmpty() && good > 0) {
      surroundings.say("`mpm-monitord start` shows what waits, and what comes");
    }
    return good == proofs.size();
  }

  private static String line(Proof proof) {
    String type = proof.hook().handler().path("type").asText();
    if (proof.verdict() instanceof Verdict.Delivered delivered) {
      return "delivered  %s took %s, in the monitor after %s"
          .formatted(type, millis(delivered.hookTook()), millis(delivered.arrivedAfter()));
    }
    if (proof.verdict() instanceof Verdict.Waiting waiting) {
      return "waits      %s took %s; no daemon runs".formatted(type, millis(waiting.hookTook()));
    }
    if (proof.verdict() instanceof Verdict.Sent sent) {
      return "sent       %s took %s, on its way to %s"
          .formatted(type, millis(sent.hookTook()), sent.to());
    }
    return "FAILED     " + ((Verdict.Failed) proof.verdict()).reason();
  }

  private static String millis(Duration duration) {
    return "%.1f ms".formatted(duration.toNanos() / 1e6);
  }
}
