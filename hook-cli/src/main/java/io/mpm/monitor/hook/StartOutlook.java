package io.mpm.monitor.hook;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;

/** Tells what becomes of a home where no proxy runs. */
final class StartOutlook {

  private StartOutlook() {}

  /** In words for the user. */
  static String of(MonitorHome home) {
    try {
      home.requireUsable();
    } catch (IOException e) {
      return "none can start: " + HookCommand.reason(e);
    }
    return Files.exists(home.proxyRefused())
        ? "it could not start, see its last stop; hooks try again after some minutes, `mpm-hook flush` at once"
        : "the next event starts it";
  }
}
