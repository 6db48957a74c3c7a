package io.mpm.monitor.daemon.model.sessions;

import java.time.Instant;

/**
 * A session in which something is said to be at work that nobody believes to be.
 *
 * @param since when it was heard of last
 * @param gone whether that is so long ago that all of it is over; else only single calls are
 */
public record Silence(String session, Instant since, boolean gone) {}
