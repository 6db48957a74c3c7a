package io.mpm.monitor.daemon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningProxy;
import io.mpm.monitor.protocol.settings.Effect;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "reload",
    description = {
      "Has the running monitor read its settings again, and says what that has changed.",
      "Nobody is disconnected. Settings of the proxy count at once: it is exchanged, which loses",
      "nothing. What needs a restart is named."
    },
    footer = {"", "Example:", "  mpm-monitord config --check && mpm-monitord reload"})
final class ReloadCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  ReloadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    JsonNode changes = surroundings.requireRunning().reload().path("changes");
    boolean proxy = false;
    for (JsonNode change : changes) {
      Effect effect = Effect.valueOf(change.path("effect").asText());
      proxy |= effect == Effect.NEXT_PROXY;
      surroundings
          .out()
          .printf(
              "%s: %s -> %s (%s)%n",
              change.path("key").asText(),
              shown(change.path("from").asText()),
              shown(change.path("to").asText()),
              effect.sentence());
    }
    if (changes.isEmpty()) {
      surroundings.say("no setting has changed");
    }
    if (proxy) {
      exchangeProxy();
    }
    return ExitCode.OK;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "nothing" : String.join("; ", value.lines().toList());
  }

  /** What waits in the spool must not wait for the next event to bring a proxy. */
  private void exchangeProxy() throws IOException, CommandFailure {
    RunningProxy.find(surroundings.home()).ifPresent(RunningProxy::end);
    HookProgram.of(surroundings).startProxy();
  }
}
