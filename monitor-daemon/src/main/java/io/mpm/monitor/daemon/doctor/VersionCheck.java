package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.installation.HookObstacle;
import io.mpm.monitor.daemon.installation.InstalledHook;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether what runs is what is installed, and all of it is there. */
record VersionCheck(String version, Path install, DaemonFiles files) implements Check {

  @Override
  public String subject() {
    return "version";
  }

  @Override
  public List<Finding> run() throws IOException {
    Path hook = InstalledHook.script(install);
    Optional<HookObstacle> obstacle = HookObstacle.of(hook);
    if (obstacle.isPresent()) {
      return List.of(Finding.problem(hook + " " + obstacle.get().text(), obstacle.get().remedy()));
    }
    Optional<String> running = RunningDaemon.find(files).map(daemon -> daemon.record().version());
    if (running.isPresent() && !running.get().equals(version)) {
      return List.of(
          Finding.warning(
              "version %s is installed, and the daemon that runs is %s"
                  .formatted(version, running.get()),
              "`mpm-monitord restart`"));
    }
    return List.of(Finding.ok("%s in %s".formatted(version, install)));
  }
}
