/** How what we say to people is put into words. */
@NullMarked
package io.mpm.monitor.protocol.text;

import org.jspecify.annotations.NullMarked;
