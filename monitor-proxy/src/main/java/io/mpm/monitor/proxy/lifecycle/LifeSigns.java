package io.mpm.monitor.proxy.lifecycle;

import java.time.Duration;

/**
 * What tells whether the proxy is still needed.
 *
 * @param idle how long no event has come or gone
 * @param waiting how many events wait
 * @param homeThere whether its home still knows it
 */
public record LifeSigns(Duration idle, long waiting, boolean homeThere) {}
