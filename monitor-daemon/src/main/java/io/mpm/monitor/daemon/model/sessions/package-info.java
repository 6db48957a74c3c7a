/** Sessions: the account of each one, kept on one thread, read as values. */
@NullMarked
package io.mpm.monitor.daemon.model.sessions;

import org.jspecify.annotations.NullMarked;
