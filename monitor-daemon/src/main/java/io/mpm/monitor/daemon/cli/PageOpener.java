package io.mpm.monitor.daemon.cli;

import io.mpm.monitor.daemon.lifecycle.ExitCode;
import io.mpm.monitor.daemon.lifecycle.RunningDaemon;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens the page in the user's browser. The token goes there through a file that only he can read:
 * on a command line every process of this machine could read it.
 */
final class PageOpener {

  private static final String REDIRECT =
      """
      <!doctype html>
      <meta charset="utf-8">
      <meta name="referrer" content="no-referrer">
      <title>MPM Monitor</title>
      <meta http-equiv="refresh" content="0; url=%1$s">
      <p><a href="%1$s">Open the monitor</a></p>
      """;

  private final Surroundings surroundings;

  PageOpener(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Opens it, or says how to do so by hand. */
  void open(RunningDaemon daemon) throws IOException, InterruptedException, CommandFailure {
    String address = daemon.privateUrl(AccessToken.read(surroundings.home().token()));
    Path redirect = surroundings.home().run().resolve("open.html");
    PrivateFiles.write(redirect, REDIRECT.formatted(address));
    if (!new Browser(surroundings.environment()).open(redirect)) {
      throw new CommandFailure(
          "no browser could be started; `mpm-monitord open --print` prints the address, token"
              + " included, to open by hand",
          ExitCode.FAILED);
    }
    surroundings.say("opening " + daemon.url());
  }
}
