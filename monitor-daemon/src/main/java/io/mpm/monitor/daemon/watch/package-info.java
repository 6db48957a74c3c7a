@NullMarked
package io.mpm.monitor.daemon.watch;

import org.jspecify.annotations.NullMarked;
