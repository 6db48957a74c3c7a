package io.mpm.monitor.proxy.lifecycle;

import java.time.Duration;
import java.util.Optional;

/**
 * What tells whether the proxy is still needed.
 *
 * @param age how long it has lived
 * @param idle how long no event has come or gone
 * @param waiting how many events wait
 * @param homeThere whether its home still knows it
 * @param successor what should take its place; empty when nothing should
 */
public record LifeSigns(
    Duration age, Duration idle, long waiting, boolean homeThere, Optional<Successor> successor) {}
