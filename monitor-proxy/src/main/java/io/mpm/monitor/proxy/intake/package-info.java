/** From files in the spool to events that can be sent. Knows nothing of how they are sent. */
@NullMarked
package io.mpm.monitor.proxy.intake;

import org.jspecify.annotations.NullMarked;
