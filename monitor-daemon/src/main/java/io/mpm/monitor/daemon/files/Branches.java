package io.mpm.monitor.daemon.files;

import io.mpm.monitor.protocol.bounded.BoundedMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The git branches of folders, read from git's own files and remembered for some seconds. One
 * thread, and never the ingest's: it waits for the disk.
 */
public final class Branches {

  private static final Duration REMEMBERED = Duration.ofSeconds(10);
  private static final int MAX_REMEMBERED = 1_000;
  private static final int MAX_FILE_BYTES = 4_096;
  private static final Pattern HEAD =
      Pattern.compile("ref: refs/heads/(\\S{1,255})|([0-9a-f]{12})[0-9a-f]{28,52}");
  private static final Pattern GIT_DIR = Pattern.compile("gitdir: (.+)");

  private record Known(String branch, Instant until) {}

  private final Map<String, Known> known = BoundedMap.byInsertion(MAX_REMEMBERED);
  private final InstantSource clock;

  public Branches(InstantSource clock) {
    this.clock = clock;
  }

  /** The branch that is checked out in {@code folder}, or a commit's hash; empty without git. */
  public String of(String folder) {
    Instant now = clock.instant();
    Known last = known.get(folder);
    if (last != null && now.isBefore(last.until())) {
      return last.branch();
    }
    String branch = read(folder).orElse("");
    known.remove(folder);
    known.put(folder, new Known(branch, now.plus(REMEMBERED)));
    return branch;
  }

  private static Optional<String> read(String folder) {
    try {
      Path start = Path.of(folder);
      if (folder.isEmpty() || !start.isAbsolute()) {
        return Optional.empty();
      }
      for (Path at = start.normalize(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.isDirectory(git)) {
          return head(git);
        }
        // A worktree has a file that says where its git folder is.
        Optional<Matcher> elsewhere = match(GIT_DIR, git);
        if (elsewhere.isPresent()) {
          return head(at.resolve(elsewhere.get().group(1)));
        }
      }
      return Optional.empty();
    } catch (InvalidPathException | SecurityException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> head(Path gitFolder) {
    return match(HEAD, gitFolder.resolve("HEAD"))
        .map(head -> head.group(1) != null ? head.group(1) : head.group(2));
  }

  private static Optional<Matcher> match(Pattern pattern, Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
        return Optional.empty();
      }
      Matcher matcher = pattern.matcher(Files.readString(file, StandardCharsets.UTF_8).strip());
      return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
