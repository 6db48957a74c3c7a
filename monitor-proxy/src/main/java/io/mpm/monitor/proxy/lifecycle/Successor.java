package io.mpm.monitor.proxy.lifecycle;

/**
 * What should take a proxy's place.
 *
 * @param name in words for the user
 * @param comes whether somebody has started it, and it waits for that place
 */
public record Successor(String name, boolean comes) {}
