/** Collections that remember so much and no more. */
@NullMarked
package io.mpm.monitor.protocol.bounded;

import org.jspecify.annotations.NullMarked;
