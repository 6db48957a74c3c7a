/** What happened: the names of hook events, the identity of one event. */
@NullMarked
package io.mpm.monitor.protocol.event;

import org.jspecify.annotations.NullMarked;
