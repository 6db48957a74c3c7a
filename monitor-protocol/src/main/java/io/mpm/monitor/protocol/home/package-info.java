/** The files on the user's machine: where they are, who may read them, who wrote them. */
@NullMarked
package io.mpm.monitor.protocol.home;

import org.jspecify.annotations.NullMarked;
