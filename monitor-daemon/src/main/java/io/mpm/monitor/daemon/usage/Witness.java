package io.mpm.monitor.daemon.usage;

import io.mpm.monitor.daemon.model.sessions.Fork;
import io.mpm.monitor.daemon.model.sessions.Interruption;

/**
 * Hears what transcripts tell of sessions and hooks do not. Called on the watch's thread, and must
 * not block; may be told the same again.
 */
public interface Witness {

  void saw(Interruption interruption);

  void saw(Fork fork);
}
