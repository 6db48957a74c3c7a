/** What became of every event, in numbers. */
@NullMarked
package io.mpm.monitor.proxy.counters;

import org.jspecify.annotations.NullMarked;
