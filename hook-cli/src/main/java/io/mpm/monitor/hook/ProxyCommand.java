package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.proxy.SocketIOClientProxy;
import io.mpm.monitor.proxy.lifecycle.Program;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "proxy",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the proxy here until it has nothing to do, and says why it stopped.",
      "Hooks start one in the background when none runs; this is for looking at it."
    })
final class ProxyCommand implements Callable<Integer> {

  @ParentCommand private HookCommand program = new HookCommand(System.getenv());
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    MonitorHome home = program.home();
    home.prepare();
    ProxyLog log = new ProxyLog(home.logs());
    Program ours = Program.of(HookMain.class);
    ProxyStarter starter = ProxyStarter.of(home);
    try {
      StopRecord stop = SocketIOClientProxy.run(home, program.environment(), ours);
      if (!ours.isStillInstalled() && starter.isInstalled()) {
        // Our successor lies where we lay: nobody else knows that it should start.
        starter.startUnlessServed();
      }
      spec.commandLine().getOut().println("The proxy stopped: " + stop.reason());
      return 0;
    } finally {
      log.close();
    }
  }
}
