package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.daemon.system.LoopbackPort;
import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.settings.Settings;
import io.mpm.monitor.protocol.settings.SettingsCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A daemon that is to come in the place of one that runs. Asked about before that one is ended:
 * better the old one than none.
 */
record Successor(Surroundings surroundings, Settings settings) {

  /**
   * Does nothing when it could start once {@code running} is gone, as far as that shows beforehand.
   *
   * @throws CommandFailure with all that would keep it from that
   */
  void requireAble(Optional<RunningDaemon> running)
      throws IOException, CommandFailure, PortTakenException {
    surroundings.requireStartable(settings);
    List<String> obstacles = surroundings.readiness().obstaclesToSucceeding(settings);
    if (!obstacles.isEmpty()) {
      throw new CommandFailure(String.join("; ", obstacles), ExitCode.FAILED);
    }
    int port = settings.get(SettingsCatalog.PORT);
    if (running.isEmpty() || running.get().record().port() != port) {
      LoopbackPort.requireFree(port);
    }
  }
}
