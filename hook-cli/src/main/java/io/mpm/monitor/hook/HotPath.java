package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

/**
 * Keeps one event, as the shell script does. Whatever happens it returns, having printed nothing:
 * Claude Code reads what a hook prints and takes exit codes for orders. It and what it calls use
 * classes of the JDK only.
 */
final class HotPath {

  /** The words that are commands. Every other word is an event, known today or not. */
  static final Set<String> COMMANDS =
      Set.of(
          "proxy",
          "status",
          "flush",
          "emit",
          "help",
          "completion",
          "--help",
          "-h",
          "--version",
          "-V");

  private HotPath() {}

  /** Whether these arguments ask for an event to be kept. Without any they ask for help. */
  static boolean isFor(String[] args) {
    return args.length > 0 && !COMMANDS.contains(args[0]);
  }

  /** Keeps what {@code input} holds, and sees to it that a proxy will come for it. */
  static void record(String word, InputStream input, Map<String, String> environment) {
    try {
      MonitorHome home = MonitorHome.of(environment);
      new SpoolWriter(home.spool()).write(word, input);
      ProxyStarter.of(home).startUnlessServed();
    } catch (Throwable unspeakable) {
      // An event that cannot be kept must not stop Claude's work, and nobody listens here.
    }
  }
}
