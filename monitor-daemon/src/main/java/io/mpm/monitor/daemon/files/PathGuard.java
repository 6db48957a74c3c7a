package io.mpm.monitor.daemon.files;

import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.daemon.model.files.SeenPaths;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Decides which files clients may see, for every transport alike. A file is shown when a session
 * has named it, it really lies where that session works, and it does not hold secrets by its name.
 * Only resolved paths are compared, part by part; what a text looks like proves nothing. The caller
 * waits.
 */
final class PathGuard {

  /**
   * Where a path leads.
   *
   * @param root the real folder of the session
   * @param inRoot the real path below it, without links
   */
  record Place(Path root, Path inRoot) {

    Path real() {
      return root.resolve(inRoot);
    }
  }

  private static final int MAX_CHARS = 4_095;

  /** What other systems take for a path, and this one for a strange name. */
  private static final Pattern FOREIGN = Pattern.compile("[A-Za-z]:[\\\\/].*|\\\\\\\\.*|.*::\\$.*");

  /** Files in there are windows into running programs. */
  private static final List<Path> DEVICES =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Ingest ingest;

  /** Asks what the events that {@code ingest} took in have named. */
  PathGuard(Ingest ingest) {
    this.ingest = ingest;
  }

  /** The folder that {@code text} names, in which some session works, resolved. */
  Path folder(String text) throws Refused {
    Path folder = sessionFolder(text);
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw new Refused(404, "Directory not found");
    }
  }

  private Path sessionFolder(String text) throws Refused {
    Path folder = plain(text, "working_dir");
    if (!seen(paths -> paths.isSessionFolder(folder))) {
      throw new Refused(403, "Access denied: no session works in this directory");
    }
    return folder;
  }

  /**
   * Where a file is that may be shown.
   *
   * @param file absolute, or relative to {@code workingDir}
   * @param workingDir a session's folder; only its sessions count then
   */
  Place locate(String file, Optional<String> workingDir) throws Refused {
    Path asked = plain(file, "file_path");
    Optional<Path> only = Optional.empty();
    if (workingDir.isPresent()) {
      only = Optional.of(sessionFolder(workingDir.get()));
    }
    if (!asked.isAbsolute()) {
      asked =
          only.orElseThrow(() -> new Refused(400, "a relative file_path needs a working_dir"))
              .resolve(asked);
    }
    if (DeniedNames.deny(asked)) {
      throw new Refused(403, "Access denied: files of this name may hold secrets");
    }
    return place(asked, only);
  }

  private Place place(Path asked, Optional<Path> only) throws Refused {
    Set<Path> folders = seen(paths -> paths.foldersOfSessionsThatNamed(asked));
    List<Path> roots = new ArrayList<>();
    for (Path folder : folders) {
      if (asked.startsWith(folder) && only.map(folder::equals).orElse(true)) {
        roots.add(folder);
      }
    }
    if (roots.isEmpty()) {
      throw new Refused(403, "Access denied: no session has named this file where it works");
    }
    Path real = real(asked);
    boolean isRoot = false;
    for (Path root : roots) {
      Path realRoot = real(root);
      isRoot |= real.equals(realRoot);
      if (real.startsWith(realRoot) && !real.equals(realRoot)) {
        return checked(new Place(realRoot, realRoot.relativize(real)));
      }
    }
    throw new Refused(
        403,
        isRoot
            ? "Access denied: this is a folder, not a file"
            : "Access denied: the file is outside the session's directory");
  }

  private <T> T seen(Function<SeenPaths, T> question) throws Refused {
    try {
      return ingest
          .ask(account -> question.apply(account.paths()))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(503, "the daemon is ending");
    } catch (ExecutionException | TimeoutException e) {
      throw new Refused(503, "too much at once; ask again");
    }
  }

  private static Place checked(Place place) throws Refused {
    if (DeniedNames.deny(place.real())) {
      throw new Refused(403, "Access denied: files of this name may hold secrets");
    }
    for (Path devices : DEVICES) {
      if (place.real().startsWith(devices)) {
        throw new Refused(403, "Access denied: not a regular file");
      }
    }
    return place;
  }

  private static Path real(Path path) throws Refused {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      throw new Refused(404, "File does not exist");
    } catch (IOException e) {
      throw new Refused(403, "Access denied: the path cannot be resolved");
    }
  }

  /** A path as events write it: no part is empty, a dot or two dots. */
  private static Path plain(String text, String field) throws Refused {
    if (text.isBlank()) {
      throw new Refused(400, field + " is required");
    }
    boolean foreign = File.separatorChar == '/' && FOREIGN.matcher(text).matches();
    if (foreign || text.length() > MAX_CHARS || text.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(400, field + " is no path of this machine");
    }
    try {
      Path path = Path.of(text);
      if (path.toString().equals(text) && path.normalize().equals(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new Refused(400, field + " is no path of this machine");
    }
    throw new Refused(403, "Access denied: " + field + " must be written without . and .. parts");
  }
}
