package io.mpm.monitor.daemon.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.files.PathGuard.Place;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * What clients ask about files and git, whichever transport brought it: each request goes through
 * the one {@link PathGuard}, and all text that leaves through the redaction. Any thread; the work
 * is done on the executor's.
 */
public final class FileRequests {

  /** The largest file that is shown. */
  public static final int MAX_BYTES = 1 << 20;

  private static final String NO_REPOSITORY = "Not a git repository";

  private final PathGuard guard;
  private final UnaryOperator<String> redaction;
  private final Executor executor;

  /**
   * Requests about the files that the events which {@code ingest} took in name.
   *
   * @param redaction takes secrets out of a text
   * @param executor runs what waits for a disk or for git
   */
  public FileRequests(Ingest ingest, UnaryOperator<String> redaction, Executor executor) {
    this.guard = new PathGuard(ingest);
    this.redaction = redaction;
    this.executor = executor;
  }

  /** A request that may be refused. */
  private interface Request {
    ObjectNode answer() throws Refused;
  }

  private CompletableFuture<FileReply> reply(ObjectNode asked, Request request) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            ObjectNode body = Json.object().put("success", true);
            body.setAll(asked);
            body.setAll(request.answer());
            return new FileReply(200, body);
          } catch (Refused refused) {
            ObjectNode body = Json.object().put("success", false).put("error", refused.reason());
            body.setAll(asked);
            return new FileReply(refused.status(), body);
          }
        },
        executor);
  }

  private static ObjectNode asked(String file, Optional<String> workingDir) {
    ObjectNode asked = Json.object().put("file_path", file);
    workingDir.ifPresent(folder -> asked.put("working_dir", folder));
    return asked;
  }

  /**
   * The text of a file: {@code {content, file_size, extension, encoding}}.
   *
   * @param maxBytes at most {@link #MAX_BYTES}
   */
  public CompletableFuture<FileReply> readFile(
      String file, Optional<String> workingDir, int maxBytes) {
    return reply(
        Json.object().put("file_path", file),
        () -> {
          Place place = guard.locate(file, workingDir);
          byte[] bytes = new SafeFile(place, Math.min(maxBytes, MAX_BYTES)).read();
          FileText text = FileText.of(bytes);
          return Json.object()
              .put("content", redaction.apply(text.content()))
              .put("file_size", bytes.length)
              .put("extension", FileText.extension(place.inRoot()))
              .put("encoding", text.encoding());
        });
  }

  /** Whether git keeps a file: {@code {is_tracked}}. */
  public CompletableFuture<FileReply> checkTracked(String file, Optional<String> workingDir) {
    return reply(
        asked(file, workingDir),
        () -> Json.object().put("is_tracked", isTracked(guard.locate(file, workingDir))));
  }

  private static boolean isTracked(Place place) throws Refused {
    return tracked(place).isGoodAndSaysSomething();
  }

  /** Names the file if git keeps it. */
  private static Git.Answer tracked(Place place) throws Refused {
    return new Git(place.root()).run("ls-files", "--", place.inRoot().toString());
  }

  /** Whether git knows a file and sees changes in it: {@code {is_tracked, has_changes}}. */
  public CompletableFuture<FileReply> checkStatus(String file, Optional<String> workingDir) {
    ObjectNode asked = asked(file, workingDir);
    workingDir.ifPresent(folder -> asked.put("original_working_dir", folder));
    return reply(
        asked,
        () -> {
          Place place = guard.locate(file, workingDir);
          Git.Answer status =
              new Git(place.root()).run("status", "--porcelain", "--", place.inRoot().toString());
          if (!status.isGood()) {
            throw new Refused(404, NO_REPOSITORY);
          }
          return Json.object()
              .put("is_tracked", isTracked(place))
              .put("has_changes", !status.output().isBlank());
        });
  }

  /** The branch that a session's folder is on: {@code {branch}}. */
  public CompletableFuture<FileReply> branch(String workingDir) {
    return reply(
        Json.object().put("working_dir", workingDir).put("original_working_dir", workingDir),
        () -> {
          Path folder = guard.folder(workingDir);
          Git.Answer branch = new Git(folder).run("symbolic-ref", "--quiet", "--short", "HEAD");
          if (!branch.isGood()) {
            // No branch, but perhaps a commit: claude-mpm says HEAD then.
            branch = new Git(folder).run("rev-parse", "--abbrev-ref", "HEAD");
          }
          if (!branch.isGood()) {
            throw new Refused(404, NO_REPOSITORY);
          }
          return Json.object().put("branch", branch.output().strip());
        });
  }

  /** The change to a file: {@code {diff, commit_hash, method, timestamp}}. */
  public CompletableFuture<FileReply> diff(
      String file, Optional<String> workingDir, Optional<Instant> moment) {
    return reply(
            asked(file, workingDir),
            () -> {
              Place place = guard.locate(file, workingDir);
              Optional<GitDiff> found =
                  GitDiff.of(new Git(place.root()), place.inRoot().toString(), moment);
              if (found.isEmpty()) {
                throw withoutChanges(place);
              }
              GitDiff diff = found.get();
              return Json.object()
                  .put("diff", redaction.apply(diff.diff()))
                  .put("commit_hash", diff.commit().isEmpty() ? diff.method() : diff.commit())
                  .put("method", diff.method())
                  .put("timestamp", moment.map(Instant::toString).orElse(null));
            })
        .thenApply(FileRequests::withSuggestions);
  }

  private static Refused withoutChanges(Place place) throws Refused {
    Git.Answer tracked = tracked(place);
    if (!tracked.isGood()) {
      return new Refused(404, NO_REPOSITORY);
    }
    return new Refused(
        404,
        tracked.isGoodAndSaysSomething()
            ? "Git has no changes of this file"
            : "Git does not track this file yet");
  }

  private static FileReply withSuggestions(FileReply reply) {
    if (reply.status() != 200) {
      List.of(
              "The file may not be in a git repository, or not be known to git yet",
              "The file may not have changed since it was last committed")
          .forEach(reply.body().withArray("suggestions")::add);
    }
    return reply;
  }
}
