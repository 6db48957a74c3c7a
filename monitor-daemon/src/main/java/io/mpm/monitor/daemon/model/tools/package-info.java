/** Tool calls: paired, timed, ended. */
@NullMarked
package io.mpm.monitor.daemon.model.tools;

import org.jspecify.annotations.NullMarked;
