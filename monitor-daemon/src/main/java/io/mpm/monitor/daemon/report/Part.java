package io.mpm.monitor.daemon.report;

/**
 * A file of a report.
 *
 * @param name in the archive
 */
record Part(String name, String text) {}
