package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.proxy.SpoolStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells whether a proxy runs, what waits for it, and what never arrived.")
final class StatusCommand implements Callable<Integer> {

  @ParentCommand private HookCommand program = new HookCommand(System.getenv());
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    MonitorHome home = program.home();
    PrintWriter out = spec.commandLine().getOut();
    SpoolStatus spool = SpoolStatus.of(home);
    out.println("proxy      " + proxy(home));
    out.println(
        "waiting    "
            + spool.waiting()
            + " files, "
            + spool.waitingBytes()
            + " bytes in the spool");
    out.println("set aside  " + spool.setAside() + " files that are no event");
    out.println("dropped    " + spool.dropped() + " events");
    out.println("last stop  " + lastStop(home.proxyStop()));
    return 0;
  }

  private static String proxy(MonitorHome home) {
    return ProxyPid.findAlive(home)
        .map(proxy -> "runs, process " + proxy.pid())
        .orElse("does not run; the next event starts it");
  }

  private static String lastStop(Path file) throws IOException {
    Optional<StopRecord> stop = StopRecord.read(file);
    return stop.map(record -> record.at() + ", " + record.reason()).orElse("none recorded");
  }
}
