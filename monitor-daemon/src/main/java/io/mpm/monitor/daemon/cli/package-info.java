/** The command line {@code mpm-monitord}: one small class a command. */
@NullMarked
package io.mpm.monitor.daemon.cli;

import org.jspecify.annotations.NullMarked;
