package io.mpm.monitor.daemon.claude;

/**
 * Something in Claude Code's settings that keeps hooks from telling the truth, or telling it once.
 *
 * @param remedy what its user can do
 */
public record Concern(String problem, String remedy) {}
