package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

/**
 * Tells where the daemon is. The environment's word goes first; else it is the daemon of this home,
 * if the process that wrote {@code run/daemon.json} still runs: whoever else has its port by now
 * must not see the token.
 */
public final class DaemonFinder {

  /** Names another daemon than this home's, which never gets this home's token. */
  public static final String URL = "MPM_MONITOR_URL";

  private final MonitorHome home;
  private final Optional<DaemonAddress> named;
  private final Optional<AccessToken> givenToken;
  private final Optional<String> bar;
  private String record = "";

  /**
   * @throws IllegalArgumentException when the environment names no daemon, but something else
   */
  public DaemonFinder(MonitorHome home, Map<String, String> environment) {
    this.home = home;
    this.givenToken = given(environment, AccessToken.VARIABLE).map(DaemonFinder::token);
    this.named = given(environment, URL).map(url -> new DaemonAddress(url(url), givenToken));
    this.bar = Optional.empty();
  }

  private DaemonFinder(MonitorHome home, String bar) {
    this.home = home;
    this.givenToken = Optional.empty();
    this.named = Optional.empty();
    this.bar = Optional.of(bar);
  }

  /**
   * A finder that finds no daemon, whatever runs.
   *
   * @param bar why nothing may be delivered, in words for the user
   */
  public static DaemonFinder barred(MonitorHome home, String bar) {
    return new DaemonFinder(home, bar);
  }

  /** The daemon, if there is one now. */
  public Optional<DaemonAddress> find() throws IOException {
    if (bar.isPresent()) {
      return Optional.empty();
    }
    if (named.isPresent()) {
      return named;
    }
    Optional<DaemonRecord> record = DaemonRecord.readLive(home.daemonRecord());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    DaemonUrl url = DaemonUrl.onLoopback(record.get().port());
    return Optional.of(new DaemonAddress(url, givenToken.or(this::homeToken)));
  }

  /** What it means when there is no daemon, in words for the user. */
  String absence() {
    return bar.orElse("no daemon runs");
  }

  /** Whether what this home says of its daemon is another than when this was asked before. */
  boolean changed() {
    String now;
    try {
      now = Files.readString(home.daemonRecord());
    } catch (IOException e) {
      now = "";
    }
    boolean changed = !now.equals(record);
    record = now;
    return changed;
  }

  private Optional<AccessToken> homeToken() {
    try {
      return Optional.of(AccessToken.read(home.token()));
    } catch (IOException e) {
      // The daemon refuses us then, in words for the user.
      return Optional.empty();
    }
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static DaemonUrl url(String text) {
    return DaemonUrl.parse(text.strip())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    URL + " is like http://127.0.0.1:8765 or unix:/run/mpm.sock, not " + text));
  }

  private static AccessToken token(String value) {
    try {
      return new AccessToken(value.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(AccessToken.VARIABLE + ": " + e.getMessage(), e);
    }
  }
}
