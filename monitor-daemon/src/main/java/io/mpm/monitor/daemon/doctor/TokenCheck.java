package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
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
    if (daemon.isEmpty()) {
      return List.of(Finding.ok("there is one"));
    }
    // Not shown then: a daemon writes down in its log who comes with a wrong one.
    return List.of(
        isNewer()
            ? Finding.problem(
                "it was changed after the daemon had started, which still takes the old one",
                "`mpm-monitord restart`")
            : knownTo(daemon.get()));
  }

  /** Whether the token was written after the daemon that runs had read it. */
  private boolean isNewer() throws IOException {
    return Files.getLastModifiedTime(home.token())
            .compareTo(Files.getLastModifiedTime(home.daemonRecord()))
        > 0;
  }

  private static Finding knownTo(RunningDaemon daemon) {
    try {
      daemon.events("limit=1");
      return Finding.ok("the daemon knows it");
    } catch (SocketException | SocketTimeoutException e) {
      return Finding.unanswered();
    } catch (IOException e) {
      return Finding.problem(
          "the daemon does not take it: " + e.getMessage(), "`mpm-monitord restart`");
    }
  }
}
