package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Whether there is a token that can be trusted, and the daemon knows it. */
record TokenCheck(MonitorHome home, DaemonFiles files) implements Check {

  @Override
  public String subject() {
    return "token";
  }

  @Override
  public List<Finding> run() throws IOException {
    Optional<RunningDaemon> daemon = RunningDaemon.find(files);
    try {
      AccessToken.read(home.token());
    } catch (NoSuchFileException e) {
      return List.of(
          daemon.isEmpty()
              ? Finding.ok("there is none yet; the first start makes it")
              : Finding.problem("its file is gone", "`mpm-monitord restart` makes a new one"));
    } catch (IOException e) {
      return List.of(
          Finding.problem(String.valueOf(e.getMessage()), "then `mpm-monitord restart`"));
    }
    return List.of(daemon.isPresent() ? knownTo(daemon.get()) : Finding.ok("there is one"));
  }

  private static Finding knownTo(RunningDaemon daemon) {
    try {
      daemon.events("limit=1");
      return Finding.ok("the daemon knows it");
    } catch (IOException e) {
      return Finding.problem(
          "the daemon does not take it: " + e.getMessage(), "`mpm-monitord restart`");
    }
  }
}
