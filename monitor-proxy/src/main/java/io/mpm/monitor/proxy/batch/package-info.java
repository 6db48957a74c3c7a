/** How many events travel together. */
@NullMarked
package io.mpm.monitor.proxy.batch;

import org.jspecify.annotations.NullMarked;
