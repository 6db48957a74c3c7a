/** Shows that registered hooks work, by doing what Claude Code would do. */
@NullMarked
package io.mpm.monitor.daemon.proof;

import org.jspecify.annotations.NullMarked;
