/** When the proxy ends, and that there is only one. */
@NullMarked
package io.mpm.monitor.proxy.lifecycle;

import org.jspecify.annotations.NullMarked;
