package io.mpm.monitor.daemon.model.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folders and paths that the sessions' events have named, by whichever tool: what clients may
 * ask to see. Bounded: the sessions heard of last, and of each the paths named last. One thread.
 */
public final class SeenPaths {

  private static final int MAX_SESSIONS = 100;

  /** What all paths may have together: a few megabytes. */
  private static final long MAX_CHARS = 2 << 20;

  private static final List<String> PATH_FIELDS =
      List.of("file_path", "filePath", "notebook_path", "notebookPath", "path");

  /** The one that was heard of last at the end. */
  private final Map<String, SeenFiles> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private long chars;

  /** Remembers what an event names. */
  public void fold(Fact fact) {
    if (fact.session().isEmpty()) {
      return;
    }
    SeenFiles files = sessions.computeIfAbsent(fact.session(), id -> new SeenFiles());
    chars -= files.chars();
    files.worksIn(fact.cwd());
    JsonNode data = fact.data();
    JsonNode response = data.path("tool_response");
    named(data.path("tool_input"), files);
    named(response, files);
    named(response.path("file"), files);
    named(data.path("tool_parameters"), files);
    named(data, files);
    chars += files.chars();
    while (sessions.size() > MAX_SESSIONS || (chars > MAX_CHARS && sessions.size() > 1)) {
      forget(sessions.keySet().iterator().next());
    }
  }

  private static void named(JsonNode holder, SeenFiles files) {
    if (!holder.isObject()) {
      return;
    }
    for (String field : PATH_FIELDS) {
      path(Fact.path(holder, field)).ifPresent(files::named);
    }
  }

  /** Empty for an empty text, and for one that is no path of this machine. */
  static Optional<Path> path(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text).normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Knows nothing of a session any more. */
  public void forget(String session) {
    SeenFiles gone = sessions.remove(session);
    chars -= gone == null ? 0 : gone.chars();
  }

  /** Whether some session works in {@code folder}. */
  public boolean isSessionFolder(Path folder) {
    return sessions.values().stream().anyMatch(session -> session.folders().contains(folder));
  }

  /** The folders of the sessions that have named {@code path}. */
  public Set<Path> foldersOfSessionsThatNamed(Path path) {
    Set<Path> folders = new LinkedHashSet<>();
    for (SeenFiles session : sessions.values()) {
      if (session.hasNamed(path)) {
        folders.addAll(session.folders());
      }
    }
    return folders;
  }
}
