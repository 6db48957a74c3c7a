/** The check that all settings share. */
@NullMarked
package io.mpm.monitor.proxy.limits;

import org.jspecify.annotations.NullMarked;
