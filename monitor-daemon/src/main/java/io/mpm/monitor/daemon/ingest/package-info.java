/** The one way in for events: decode, dedupe, normalise, number, keep, tell. */
@NullMarked
package io.mpm.monitor.daemon.ingest;

import org.jspecify.annotations.NullMarked;
