/** How events travel from the proxy to the daemon: a batch and its acknowledgement. */
@NullMarked
package io.mpm.monitor.protocol.delivery;

import org.jspecify.annotations.NullMarked;
