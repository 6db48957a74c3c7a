/** How a line of a log looks, and what may not stand in it. */
@NullMarked
package io.mpm.monitor.protocol.log;

import org.jspecify.annotations.NullMarked;
