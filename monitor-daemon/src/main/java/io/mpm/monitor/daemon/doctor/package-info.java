/** Looks at everything that must be right, and says what to do where it is not. */
@NullMarked
package io.mpm.monitor.daemon.doctor;

import org.jspecify.annotations.NullMarked;
