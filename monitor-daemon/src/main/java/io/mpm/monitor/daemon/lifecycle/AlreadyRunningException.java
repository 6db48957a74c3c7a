package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.protocol.home.DaemonRecord;
import java.util.Optional;

/** Another daemon has this home. */
public final class AlreadyRunningException extends Exception {

  AlreadyRunningException(Optional<DaemonRecord> other) {
    super(
        other
            .map(
                record ->
                    "mpm-monitord runs already: pid %d on port %d"
                        .formatted(record.process().pid(), record.port()))
            .orElse("another mpm-monitord is just starting or ending"));
  }
}
