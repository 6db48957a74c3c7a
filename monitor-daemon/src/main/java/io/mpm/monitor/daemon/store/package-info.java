/** Where events rest, in one total order. */
@NullMarked
package io.mpm.monitor.daemon.store;

import org.jspecify.annotations.NullMarked;
