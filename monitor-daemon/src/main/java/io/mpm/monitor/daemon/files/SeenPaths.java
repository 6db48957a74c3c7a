package io.mpm.monitor.daemon.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.store.EventStore;
import io.mpm.monitor.daemon.store.EventStore.Slice;
import io.mpm.monitor.daemon.store.StoredEvent;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folders and paths that the sessions' events have named, read from the store as far as it has
 * come whenever somebody asks. Bounded: the sessions heard of last, and of each the paths named
 * last. Any thread.
 */
final class SeenPaths {

  private static final int MAX_SESSIONS = 100;

  /** How far back a daemon looks that comes to a store with a past. */
  private static final long MAX_PAST = 20_000;

  private static final int SLICE_EVENTS = 256;
  private static final long SLICE_BYTES = 4L << 20;

  private static final List<String> PATH_FIELDS =
      List.of("file_path", "filePath", "notebook_path", "notebookPath", "path");
  private static final List<String> PLACES =
      List.of("/tool_input", "/tool_response", "/tool_response/file", "/tool_parameters", "");

  private final EventStore store;

  // Guarded by this.
  private final Map<String, SessionFiles> sessions =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SessionFiles> eldest) {
          return size() > MAX_SESSIONS;
        }
      };
  private volatile long cursor; // written guarded by this

  SeenPaths(EventStore store) {
    this.store = store;
    this.cursor = Math.max(0, store.newest() - MAX_PAST);
  }

  /** How many events it has not looked at yet. Never waits. */
  long behind() {
    return store.newest() - cursor;
  }

  /** Looks at what has come since the last time. */
  synchronized void catchUp() {
    while (cursor < store.newest()) {
      Slice slice = store.after(cursor, SLICE_EVENTS, SLICE_BYTES);
      slice.events().forEach(this::look);
      cursor = slice.reached();
    }
  }

  /** Knows nothing of a session any more. */
  synchronized void forget(String session) {
    catchUp();
    sessions.remove(session);
  }

  /** Whether some session works in {@code folder}. */
  synchronized boolean isSessionFolder(Path folder) {
    catchUp();
    return sessions.values().stream().anyMatch(session -> session.folders().contains(folder));
  }

  /** The folders of the sessions that have named {@code path}. */
  synchronized Set<Path> foldersOfSessionsThatNamed(Path path) {
    catchUp();
    Set<Path> folders = new LinkedHashSet<>();
    for (SessionFiles session : sessions.values()) {
      if (session.hasNamed(path)) {
        folders.addAll(session.folders());
      }
    }
    return folders;
  }

  private void look(StoredEvent event) {
    String session = event.sessionId();
    if (session == null) {
      return;
    }
    JsonNode json;
    try {
      json = Json.parse(event.json());
    } catch (MalformedJsonException e) {
      throw new IllegalStateException(event + " is not the JSON that was stored", e);
    }
    SessionFiles files = sessions.computeIfAbsent(session, id -> new SessionFiles());
    Optional<Path> folder = path(json.path("cwd")).filter(Path::isAbsolute);
    folder.ifPresent(files::worksIn);
    for (String place : PLACES) {
      JsonNode from = json.path("data").at(place);
      for (String field : PATH_FIELDS) {
        path(from.path(field)).flatMap(named -> absolute(named, folder)).ifPresent(files::named);
      }
    }
  }

  private static Optional<Path> absolute(Path named, Optional<Path> folder) {
    return named.isAbsolute()
        ? Optional.of(named)
        : folder.map(cwd -> cwd.resolve(named).normalize());
  }

  private static Optional<Path> path(JsonNode text) {
    if (!text.isTextual() || text.textValue().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text.textValue()).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
