/** The daemon: its rooms put together. */
@NullMarked
package io.mpm.monitor.daemon;

import org.jspecify.annotations.NullMarked;
