/** What the daemon measures of itself, and how it is told. */
@NullMarked
package io.mpm.monitor.daemon.metrics;

import org.jspecify.annotations.NullMarked;
