/** Follows a daemon from a terminal: its events as they come, chosen and each in a line. */
@NullMarked
package io.mpm.monitor.daemon.watch;

import org.jspecify.annotations.NullMarked;
