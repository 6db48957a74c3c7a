package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonUrl;
import java.util.Optional;

/**
 * Where the daemon listens, and what shows it who we are.
 *
 * @param token empty when we have none for it
 */
public record DaemonAddress(DaemonUrl url, Optional<AccessToken> token) {}
