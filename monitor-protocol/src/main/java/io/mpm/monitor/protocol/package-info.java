/** What both processes must agree on. Depends on nothing but the JDK and Jackson. */
@NullMarked
package io.mpm.monitor.protocol;

import org.jspecify.annotations.NullMarked;
