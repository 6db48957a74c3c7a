package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.text.Counted;
import io.mpm.monitor.protocol.home.ProxyRecord;
import io.mpm.monitor.proxy.SpoolStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
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
      "Waits until no event is left in the spool; starts a proxy when none runs.",
      "The daemon holds them then, but for files that are no event, which are set aside; it says "
          + "how many were.",
      "Exits 1 when events still wait after the time given, and says what stands in their way."
    })
final class FlushCommand implements Callable<Integer> {

  private static final long LOOK_EVERY_MILLIS = 50;

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
    long began = System.nanoTime();
    SpoolStatus before = SpoolStatus.of(home);
    boolean waiting = before.waiting() > 0;
    if (waiting) {
      // Whoever asks by hand may have mended what was wrong.
      Files.deleteIfExists(home.proxyRefused());
      ProxyStarter.of(home).startUnlessServed();
    }
    while (waiting && System.nanoTime() - began < Duration.ofSeconds(seconds).toNanos()) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      waiting = SpoolStatus.isAnyWaiting(home);
    }
    SpoolStatus after = SpoolStatus.of(home);
    long setAside = after.setAside() - before.setAside();
    if (setAside > 0) {
      say(Counted.were(setAside, "file") + " set aside, being no event");
    }
    // What has come since nothing waited is no more than what comes after us.
    if (!waiting || after.waiting() == 0) {
      return 0;
    }
    say(
        Counted.are(after.waiting(), "event")
            + " still waiting after "
            + seconds
            + " s; "
            + obstacle(home));
    return HookCommand.FAILED;
  }

  private static String obstacle(MonitorHome home) throws IOException {
    if (ProxyPid.findAlive(home).isEmpty()) {
      return "no proxy runs, " + StartOutlook.of(home);
    }
    String obstacle = ProxyRecord.read(home).link().obstacle();
    return obstacle.isEmpty() ? "a proxy is at work" : obstacle;
  }

  private void say(String line) {
    spec.commandLine().getErr().println("mpm-hook: " + line);
  }
}
