package io.mpm.monitor.protocol.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The one folder in which all our files live, {@code ${MPM_MONITOR_HOME:-~/.mpm-monitor}}, and the
 * names in it. Everything in it is its owner's alone.
 */
public record MonitorHome(Path root) {

  /** The variable that names another home. */
  public static final String VARIABLE = "MPM_MONITOR_HOME";

  /** The folder in the user's own that is the home where that variable is not set. */
  public static final String USUAL = ".mpm-monitor";

  public MonitorHome {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException(VARIABLE + " must be an absolute path: " + root);
    }
    root = root.normalize();
  }

  /**
   * The home that this environment asks for; where that is a link, the folder that it leads to now.
   *
   * @throws IllegalArgumentException when its path is not absolute, or a link that somebody else
   *     may have made
   */
  public static MonitorHome of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    MonitorHome home =
        new MonitorHome(
            named.isEmpty()
                ? Path.of(System.getProperty("user.home"), USUAL).toAbsolutePath()
                : Path.of(named));
    return new MonitorHome(HomeLink.follow(home.root()));
  }

  /**
   * Makes the home and its folders where they are missing, and closes them to everybody else.
   *
   * @throws IOException when that cannot be done, the home belongs to someone else, or a newer
   *     program has used it
   */
  public void prepare() throws IOException {
    PrivateFiles.directory(root);
    HomeLayout.claim(layout());
    PrivateFiles.directory(spool());
    PrivateFiles.directory(run());
    PrivateFiles.directory(logs());
  }

  /**
   * Does nothing when {@link #prepare} would accept the form of what is here.
   *
   * @throws IOException when a newer program has used it, or nobody knows who
   */
  public void requireKnownLayout() throws IOException {
    HomeLayout.requireKnown(layout());
  }

  /**
   * Does nothing when there is nothing here over which {@link #prepare} would fail.
   *
   * @throws IOException when there is
   */
  public void requireUsable() throws IOException {
    for (Path folder : List.of(root, spool(), run(), logs())) {
      PrivateFiles.requireUsable(folder);
    }
    requireKnownLayout();
  }

  private Path layout() {
    return root.resolve("layout");
  }

  public Path config() {
    return root.resolve("config.yaml");
  }

  /** The user's own prices of models, if they have any. */
  public Path prices() {
    return root.resolve("prices.json");
  }

  public Path token() {
    return root.resolve("token");
  }

  /** The secret of whoever may add events and read nothing. */
  public Path producerToken() {
    return root.resolve("producer-token");
  }

  /** The events that outlive the daemon, when somebody asked for that. */
  public Path history() {
    return root.resolve("history.db");
  }

  /** Where {@code mpm-hook} leaves one file an event. */
  public Path spool() {
    return root.resolve("spool");
  }

  /** Where the proxy puts files that cannot be delivered. */
  public Path aside() {
    return spool().resolve("aside");
  }

  /** What the running processes say of themselves. */
  public Path run() {
    return root.resolve("run");
  }

  public Path logs() {
    return root.resolve("logs");
  }

  /**
   * The daemon's {@link DaemonRecord}, there only while it runs or after it died without a word.
   */
  public Path daemonRecord() {
    return run().resolve("daemon.json");
  }

  /** How the daemon last ended. */
  public Path daemonStop() {
    return run().resolve("daemon-stop.json");
  }

  /** The proxy's pid and start, for the hook's eyes. */
  public Path proxyPid() {
    return run().resolve("proxy.pid");
  }

  /** A folder that is there, and young, while somebody starts a proxy. */
  public Path proxyStarting() {
    return run().resolve("proxy.starting");
  }

  /** Held by the one proxy that works for this home. */
  public Path proxyLock() {
    return run().resolve("proxy.lock");
  }

  /** There since a proxy could not begin here; hooks leave it alone for some minutes then. */
  public Path proxyRefused() {
    return run().resolve("proxy.refused");
  }

  /** What the proxy has counted. */
  public Path proxyRecord() {
    return run().resolve("proxy.json");
  }

  /** How the proxy last ended. */
  public Path proxyStop() {
    return run().resolve("proxy-stop.json");
  }
}
