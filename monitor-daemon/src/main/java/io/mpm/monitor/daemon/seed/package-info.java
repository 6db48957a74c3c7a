/** Events as clients of claude-mpm read them. */
@NullMarked
package io.mpm.monitor.daemon.seed;

import org.jspecify.annotations.NullMarked;
