package io.mpm.monitor.daemon.hub;

/**
 * What the hub counts.
 *
 * @param clients connected, having shown the token
 * @param connections all there are, requests included
 * @param lagEvents how far the slowest client is behind the newest event
 * @param outboxBytes written to clients, and not taken by their sockets
 * @param gaps told to clients
 * @param missedEvents in those gaps whose size is known
 * @param stalledClients closed because they did not read
 * @param failedClients closed because they could not be served
 * @param badPackets that no honest client sends, and connections that were too many
 * @param directBytes of memory outside the heap that buffers were made from
 */
public record HubFigures(
    long clients,
    long connections,
    long lagEvents,
    long outboxBytes,
    long gaps,
    long missedEvents,
    long stalledClients,
    long failedClients,
    long badPackets,
    long directBytes) {}
