/**
 * How a daemon comes up, is found, and ends: one at a time, never without a word where possible.
 */
@NullMarked
package io.mpm.monitor.daemon.lifecycle;

import org.jspecify.annotations.NullMarked;
