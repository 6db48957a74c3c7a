package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.util.Map;

/** The program {@code mpm-hook}: an event to keep, the proxy, or a command to run. */
public final class HookMain {

  private HookMain() {}

  public static void main(String[] args) {
    // Before any class of the command is loaded: an event must not wait for them.
    if (HotPath.isFor(args)) {
      HotPath.record(args[0], System.in, System.getenv());
    } else if (args.length == 1 && args[0].equals("proxy")) {
      // Without the command line as well, which it would keep in memory for as long as it lives.
      System.exit(proxy(System.getenv()));
    } else {
      System.exit(HookCommand.run(System.getenv(), args));
    }
  }

  private static int proxy(Map<String, String> environment) {
    try {
      System.out.println(ProxyRun.untilItEnds(MonitorHome.of(environment), environment));
      return 0;
    } catch (IOException | InterruptedException | RuntimeException e) {
      System.err.println("mpm-hook: " + HookCommand.reason(e));
      return HookCommand.FAILED;
    }
  }
}
