/** Ways to the daemon's port for those who cannot reach this machine's loopback. */
@NullMarked
package io.mpm.monitor.daemon.tunnel;

import org.jspecify.annotations.NullMarked;
