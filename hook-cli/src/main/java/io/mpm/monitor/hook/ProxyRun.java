package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.proxy.SocketIOClientProxy;
import io.mpm.monitor.proxy.lifecycle.Program;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The proxy in this process, which needs nothing of a command line for that. */
final class ProxyRun {

  /** The words with which a hook starts it, for nobody to read what it prints. */
  static final List<String> IN_THE_BACKGROUND = List.of("proxy", "--silent");

  /** The exit code of a proxy that cannot work in its home: hooks leave it alone for a while. */
  static final int REFUSED = 3;

  private ProxyRun() {}

  /** Runs the proxy until it has ended; returns the process's exit code. The log tells the rest. */
  static int inTheBackground(Map<String, String> environment) {
    MonitorHome home;
    try {
      home = MonitorHome.of(environment);
    } catch (IllegalArgumentException e) {
      return REFUSED;
    }
    try {
      untilItEnds(home, environment);
      return 0;
    } catch (IOException e) {
      // A disk that is full now has room in a moment; what is not ours stays so.
      return isUsable(home) ? HookCommand.FAILED : REFUSED;
    } catch (InterruptedException | RuntimeException e) {
      return HookCommand.FAILED;
    }
  }

  private static boolean isUsable(MonitorHome home) {
    try {
      home.requireUsable();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs the proxy until it has ended; returns what to tell its user. */
  static String untilItEnds(MonitorHome home, Map<String, String> environment)
      throws IOException, InterruptedException {
    StopRecord stop =
        SocketIOClientProxy.run(
            home, environment, Program.of(HookMain.class), ProxyStarter.of(home)::startIfInstalled);
    return "The proxy stopped: " + stop.reason();
  }
}
