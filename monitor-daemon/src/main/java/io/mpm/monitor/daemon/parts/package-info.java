/** How what was opened together is closed together. Knows nobody. */
@NullMarked
package io.mpm.monitor.daemon.parts;

import org.jspecify.annotations.NullMarked;
