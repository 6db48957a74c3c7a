/** What an event means: from what a producer sent to what the wire shows. */
@NullMarked
package io.mpm.monitor.daemon.model;

import org.jspecify.annotations.NullMarked;
