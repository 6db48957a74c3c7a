/** The daemon's log: how it is written, and how it is read while it grows. */
@NullMarked
package io.mpm.monitor.daemon.log;

import org.jspecify.annotations.NullMarked;
