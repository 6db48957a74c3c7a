/** JSON in and out, within limits, and the digest of a text. */
@NullMarked
package io.mpm.monitor.protocol.codec;

import org.jspecify.annotations.NullMarked;
