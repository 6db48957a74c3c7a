/** What an event says, read once, whichever publisher said it. */
@NullMarked
package io.mpm.monitor.daemon.model.facts;

import org.jspecify.annotations.NullMarked;
