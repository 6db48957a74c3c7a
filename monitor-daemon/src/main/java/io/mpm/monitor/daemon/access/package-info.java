/** Who may do what: decided once, purely, before anything else. */
@NullMarked
package io.mpm.monitor.daemon.access;

import org.jspecify.annotations.NullMarked;
