package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.proxy.SpoolStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "flush",
    mixinStandardHelpOptions = true,
    description = {
      "Waits until the daemon holds every event of the spool; starts a proxy when none runs.",
      "Exits 1 when events still wait after the time given."
    })
final class FlushCommand implements Callable<Integer> {

  private static final long LOOK_EVERY_MILLIS = 50;
  private static final InstantSource CLOCK = InstantSource.system();

  @ParentCommand private HookCommand program = new HookCommand(System.getenv());
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      defaultValue = "10",
      description = "How long to wait, 0 to 86400 seconds; default ${DEFAULT-VALUE}.")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds < 0 || seconds > Duration.ofDays(1).toSeconds()) {
      throw new ParameterException(
          spec.commandLine(), "--timeout must be 0 to 86400 seconds: " + seconds);
    }
    MonitorHome home = program.home();
    Instant end = CLOCK.instant().plusSeconds(seconds);
    long waiting = SpoolStatus.of(home).waiting();
    if (waiting > 0) {
      // Whoever asks by hand may have mended what was wrong.
      Files.deleteIfExists(home.proxyRefused());
      ProxyStarter.of(home).startUnlessServed();
    }
    while (waiting > 0 && CLOCK.instant().isBefore(end)) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      waiting = SpoolStatus.of(home).waiting();
    }
    if (waiting == 0) {
      return 0;
    }
    String proxy = ProxyPid.findAlive(home).isPresent() ? "a proxy runs" : "no proxy runs";
    spec.commandLine()
        .getErr()
        .println("mpm-hook: " + waiting + " events still wait after " + seconds + " s; " + proxy);
    return HookCommand.FAILED;
  }
}
