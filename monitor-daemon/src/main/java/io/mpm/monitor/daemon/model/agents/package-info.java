/** Agents: who started whom, with what, and what came back. */
@NullMarked
package io.mpm.monitor.daemon.model.agents;

import org.jspecify.annotations.NullMarked;
