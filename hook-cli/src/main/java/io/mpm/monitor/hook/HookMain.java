package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.text.StandardOutput;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/** The program {@code mpm-hook}: an event to keep, the proxy, or a command to run. */
public final class HookMain {

  private HookMain() {}

  public static void main(String[] args) {
    // Before any class of the command is loaded: an event must not wait for them.
    if (HotPath.isFor(args)) {
      HotPath.record(args[0], System.in, System.getenv());
      return;
    }
    // Numbers in what others read have the digits of no language.
    Locale.setDefault(Locale.ROOT);
    if (List.of(args).equals(ProxyRun.IN_THE_BACKGROUND)) {
      // Without the command line as well, which it would keep in memory for as long as it lives.
      System.exit(ProxyRun.inTheBackground(System.getenv()));
    } else {
      StandardOutput out = StandardOutput.ofProcess();
      int exitCode = HookCommand.run(System.getenv(), out, args);
      System.exit(
          out.exitCode(
              exitCode, "mpm-hook", new PrintWriter(System.err, true, Charset.defaultCharset())));
    }
  }
}
