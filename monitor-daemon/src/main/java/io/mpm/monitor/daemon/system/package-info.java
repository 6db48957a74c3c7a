/**
 * What the operating system knows: programs, processes and their signals, ports, users, its
 * refusals.
 */
@NullMarked
package io.mpm.monitor.daemon.system;

import org.jspecify.annotations.NullMarked;
