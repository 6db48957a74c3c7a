/** JSON with comments as a text that people wrote: read exactly, changed only where asked. */
@NullMarked
package io.mpm.monitor.daemon.jsonc;

import org.jspecify.annotations.NullMarked;
