package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.access.Requirement;
import io.mpm.monitor.daemon.files.FileReply;
import io.mpm.monitor.daemon.files.FileRequests;
import io.mpm.monitor.daemon.model.SeedTime;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** claude-mpm's two routes to the files of sessions. */
final class FileRoutes {

  private final FileRequests files;

  FileRoutes(FileRequests files) {
    this.files = files;
  }

  List<Route> all() {
    return List.of(
        Route.get("/api/file-content", Requirement.TOKEN, refusingInJson(this::content)),
        Route.get("/api/git-diff", Requirement.TOKEN, refusingInJson(this::diff)));
  }

  /** claude-mpm's clients read every answer of these routes as JSON. */
  private static Route.Action refusingInJson(Route.Action action) {
    return call -> {
      try {
        return action.answer(call);
      } catch (BadRequestException e) {
        ObjectNode body = Json.object().put("success", false).put("error", e.reason());
        body.putArray("suggestions");
        return CompletableFuture.completedFuture(Answer.plainJson(400, body));
      }
    };
  }

  private CompletableFuture<Answer> content(Call call) {
    Query query = call.query();
    int max = FileRequests.MAX_BYTES;
    return files
        .readFile(
            query.requiredText("file_path"),
            query.text("working_dir"),
            (int) query.number("max_size", max, 1, max))
        .thenApply(FileRoutes::answer);
  }

  private CompletableFuture<Answer> diff(Call call) {
    Query query = call.query();
    return files
        .diff(
            query.requiredText("file"),
            query.text("working_dir"),
            query.text("timestamp").map(FileRoutes::instant))
        .thenApply(FileRoutes::answer);
  }

  private static Instant instant(String text) {
    return SeedTime.parse(text)
        .orElseThrow(
            () ->
                new BadRequestException(
                    "timestamp must be an instant such as 2026-11-22T23:27:09Z, or a time of this"
                        + " machine such as 2026-11-22T23:27:09: "
                        + Query.shown(text)));
  }

  /** JSON that calls itself text: whatever a file holds, no browser takes it for a page. */
  private static Answer answer(FileReply reply) {
    return Answer.plainJson(reply.status(), reply.body());
  }
}
