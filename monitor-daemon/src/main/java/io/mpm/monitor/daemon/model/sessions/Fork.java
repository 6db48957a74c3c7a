package io.mpm.monitor.daemon.model.sessions;

import java.time.Instant;

/**
 * A session that began as a copy of another, as its transcript shows.
 *
 * @param started when it was first heard of
 */
public record Fork(String session, String origin, Instant started) {}
