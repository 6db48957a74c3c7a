/** Sessions that were recorded or exported, played once more. */
@NullMarked
package io.mpm.monitor.daemon.recording;

import org.jspecify.annotations.NullMarked;
