package io.mpm.monitor.daemon.model.sessions;

import java.time.Instant;

/**
 * The user broke off what an agent did, or refused what it asked for. No hook tells of it.
 *
 * @param agentId {@link io.mpm.monitor.daemon.model.facts.Fact#MAIN} for the main agent
 */
public record Interruption(String session, String agentId, Instant at) {}
