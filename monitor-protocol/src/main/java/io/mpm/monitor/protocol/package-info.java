/** What both processes must agree on. Depends on nothing but the JDK, Jackson and RE2/J. */
@NullMarked
package io.mpm.monitor.protocol;

import org.jspecify.annotations.NullMarked;
