/** The Socket.IO side: who is connected, what each has seen, and how the next events reach them. */
@NullMarked
package io.mpm.monitor.daemon.hub;

import org.jspecify.annotations.NullMarked;
