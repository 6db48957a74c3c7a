package io.mpm.monitor.daemon.usage;

import java.util.List;
import java.util.Optional;

/** What is known of the sessions' usage. Any thread. */
public interface Usages {

  /** Where nobody wants to know. */
  Usages NONE =
      new Usages() {
        @Override
        public Optional<SessionUsage> of(String session) {
          return Optional.empty();
        }

        @Override
        public long newest() {
          return 0;
        }

        @Override
        public List<SessionUsage> after(long version, int limit) {
          return List.of();
        }

        @Override
        public void forget(String session) {
          // It is not known.
        }
      };

  /** Empty while nothing is known of the session. */
  Optional<SessionUsage> of(String session);

  /** The version of the last change; 0 before the first. */
  long newest();

  /**
   * What has changed after {@code version}, oldest first; of more than {@code limit} the newest.
   */
  List<SessionUsage> after(long version, int limit);

  /** Tells of a session no more, unless events of it come again. */
  void forget(String session);
}
