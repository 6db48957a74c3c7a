package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.AlreadyRunningException;
import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.ForegroundDaemon;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.daemon.system.Signals;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.SpoolListing;
import io.mpm.monitor.protocol.settings.InvalidSettingsException;
import io.mpm.monitor.protocol.settings.Settings;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process being the daemon, until it is asked to end. */
final class ForegroundStart {

  private static final Logger log = LoggerFactory.getLogger(ForegroundStart.class);

  private final Surroundings surroundings;

  ForegroundStart(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Returns when the daemon has ended.
   *
   * @param flags what the command line says, which still counts when the settings are read again
   * @param unlessRunning whether it is well that another daemon has the home already
   * @return the exit code
   */
  int stay(Map<String, String> flags, boolean unlessRunning)
      throws IOException, AlreadyRunningException, PortTakenException, InvalidSettingsException {
    try {
      run(flags);
    } catch (AlreadyRunningException e) {
      if (!unlessRunning) {
        throw e;
      }
      surroundings.say(String.valueOf(e.getMessage()));
    } catch (IOException | PortTakenException | InvalidSettingsException e) {
      // A system's service has nobody before it who would read what it says.
      ForegroundDaemon.logFailedStart(surroundings.files(), Failures.message(e));
      throw e;
    }
    return ExitCode.OK;
  }

  private void run(Map<String, String> flags)
      throws IOException, AlreadyRunningException, PortTakenException, InvalidSettingsException {
    Settings settings = surroundings.settings(flags);
    surroundings.home().prepare();
    ForegroundDaemon daemon = ConfiguredDaemon.of(surroundings, settings, flags);
    Signals.handle(daemon::stop);
    String reason =
        daemon.run(
            record -> {
              surroundings
                  .out()
                  .printf(
                      "mpm-monitord listens on http://127.0.0.1:%d (pid %d)%n",
                      record.port(), record.process().pid());
              new Destination(settings, record.port()).elsewhere().ifPresent(surroundings::note);
              fetchWaiting();
            });
    surroundings.say("mpm-monitord ended: " + reason);
  }

  /** What waits from before, as from before a reboot, would lie there until another event comes. */
  private void fetchWaiting() {
    MonitorHome home = surroundings.home();
    try {
      if (new SpoolListing(home.spool()).holdsAny() && ProxyPid.findAlive(home).isEmpty()) {
        HookProgram.of(surroundings).startProxy();
      }
    } catch (IOException | CommandFailure e) {
      log.warn("what waits in the spool does so until the next hook: {}", e.getMessage());
    }
  }
}
