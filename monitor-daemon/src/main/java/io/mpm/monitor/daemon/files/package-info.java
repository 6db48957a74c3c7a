/** What clients may see of the files that sessions work on: one guard, and git behind it. */
@NullMarked
package io.mpm.monitor.daemon.files;

import org.jspecify.annotations.NullMarked;
