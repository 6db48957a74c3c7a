/**
 * {@code mpm-hook} in Java: the command that looks after the spool and its proxy, and the keeping
 * of an event for systems without a POSIX shell. Where there is one, {@code src/main/sh/mpm-hook}
 * keeps events and no JVM is started for it.
 */
@NullMarked
package io.mpm.monitor.hook;

import org.jspecify.annotations.NullMarked;
