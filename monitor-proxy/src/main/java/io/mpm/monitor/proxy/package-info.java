/** Brings what the hooks spooled to the daemon: the one loop, and who may start it. */
@NullMarked
package io.mpm.monitor.proxy;

import org.jspecify.annotations.NullMarked;
