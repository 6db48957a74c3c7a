/** JSON in and out, within limits. */
@NullMarked
package io.mpm.monitor.protocol.codec;

import org.jspecify.annotations.NullMarked;
