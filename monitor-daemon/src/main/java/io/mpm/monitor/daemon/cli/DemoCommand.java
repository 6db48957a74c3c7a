package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.recording.DemoPlayer;
import io.mpm.monitor.daemon.recording.DemoRecording;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.text.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "Plays a recorded Claude Code session through mpm-hook into the monitor.",
      "Starts the monitor if need be; each run is a session of its own."
    },
    footer = {"", "Examples:", "  mpm-monitord demo", "  mpm-monitord demo --speed 1 --no-open"})
final class DemoCommand implements Callable<Integer> {

  private static final long LOOK_EVERY_MS = 100;
  private static final int LOOKS = 100;

  private final Surroundings surroundings;
  private final MonitordCommand program;

  @Option(
      names = "--speed",
      paramLabel = "N",
      description = {
        "1 is as fast as it was, which is a second; the default, ${DEFAULT-VALUE}, can be watched."
      })
  private double speed = 0.1;

  @Option(names = "--no-open", description = "Do not open the page in the browser.")
  private boolean noOpen;

  DemoCommand(Surroundings surroundings, MonitordCommand program) {
    this.surroundings = surroundings;
    this.program = program;
  }

  @Override
  public Integer call() throws Exception {
    DemoPlayer player = player();
    Settings settings = surroundings.settings(program.flags(null));
    // Before one is started that would hear nothing.
    new Destination(settings, surroundings.portFor(settings)).requireHere();
    RunningDaemon daemon = new BackgroundStart(surroundings).ensureRunning(settings);
    requireSameToken(daemon);
    if (!noOpen) {
      openIfPossible(daemon);
    }
    String session = UUID.randomUUID().toString();
    DemoRecording recording = DemoRecording.asSession(session);
    int steps = recording.steps().size();
    PrintWriter out = surroundings.out();
    out.printf("playing %d hook events as session %s%n", steps, session);
    long before = received(daemon);
    player.play(recording);
    requireArrival(daemon, before + steps);
    out.printf("all %d have arrived; look at %s%n", steps, daemon.url());
    return ExitCode.OK;
  }

  private DemoPlayer player() throws CommandFailure {
    HookProgram hook = HookProgram.of(surroundings);
    try {
      return new DemoPlayer(hook, DemoPlayer.realTime(), speed);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), ExitCode.USAGE);
    }
  }

  /** With another one than the daemon's, the proxy would be refused, and nothing would arrive. */
  private static void requireSameToken(RunningDaemon daemon) throws IOException {
    daemon.events("limit=1");
  }

  private void openIfPossible(RunningDaemon daemon) throws IOException, InterruptedException {
    try {
      new PageOpener(surroundings).open(daemon);
    } catch (CommandFailure e) {
      surroundings.err().println("mpm-monitord: " + e.getMessage());
    }
  }

  private static long received(RunningDaemon daemon) throws IOException {
    return daemon.status().path("events_received").asLong();
  }

  /** The hook is done when the event is in a file; the proxy and the daemon take it from there. */
  private static void requireArrival(RunningDaemon daemon, long expected)
      throws IOException, InterruptedException, CommandFailure {
    long missing = expected - received(daemon);
    for (int look = 0; missing > 0 && look < LOOKS; look++) {
      Thread.sleep(LOOK_EVERY_MS);
      missing = expected - received(daemon);
    }
    if (missing > 0) {
      throw new CommandFailure(
          Counted.of(missing, "event")
              + " did not arrive within 10 s; `mpm-hook status` may tell why",
          ExitCode.FAILED);
    }
  }
}
