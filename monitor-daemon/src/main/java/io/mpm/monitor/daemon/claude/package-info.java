/** Claude Code's settings files, and our hooks in them. */
@NullMarked
package io.mpm.monitor.daemon.claude;

import org.jspecify.annotations.NullMarked;
