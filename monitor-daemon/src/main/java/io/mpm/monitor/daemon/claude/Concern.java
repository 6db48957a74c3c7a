package io.mpm.monitor.daemon.claude;

/**
 * Something in Claude Code's settings that keeps hooks from telling the truth, or telling it once.
 *
 * @param remedy what its user can do
 * @param fatal whether hooks of ours tell nothing at all because of it
 */
public record Concern(String problem, String remedy, boolean fatal) {}
