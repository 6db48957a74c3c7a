/** What the unpacked distribution has for Claude Code to call, and why that may not run. */
@NullMarked
package io.mpm.monitor.daemon.installation;

import org.jspecify.annotations.NullMarked;
