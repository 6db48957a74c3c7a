/** The way to the daemon: finding it, the link, and when to leave it in peace. */
@NullMarked
package io.mpm.monitor.proxy.delivery;

import org.jspecify.annotations.NullMarked;
