package io.mpm.monitor.protocol.event;

/**
 * One kind of event.
 *
 * @param hookEvent Claude Code's name of it
 * @param type what the wire calls it: claude-mpm's word where it has one
 * @param category what it is about
 */
public record EventKind(String hookEvent, String type, Category category) {}
