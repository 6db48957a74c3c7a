/**
 * What may leave the hook's process: secrets taken out, then what is too long cut. {@link
 * io.mpm.monitor.protocol.redaction.Sanitizer} does both.
 */
@NullMarked
package io.mpm.monitor.protocol.redaction;

import org.jspecify.annotations.NullMarked;
