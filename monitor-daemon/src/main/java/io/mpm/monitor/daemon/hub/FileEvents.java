package io.mpm.monitor.daemon.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.files.FileReply;
import io.mpm.monitor.daemon.files.FileRequests;
import io.mpm.monitor.protocol.codec.Json;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** claude-mpm's requests about files and git, by the names of its events. On the event loop. */
final class FileEvents {

  private final FileRequests files;

  FileEvents(FileRequests files) {
    this.files = files;
  }

  void readFile(Subscriber client, JsonNode asked) {
    int max = asked.path("max_size").asInt(FileRequests.MAX_BYTES);
    answer(
        client,
        "file_content_response",
        () -> files.readFile(file(asked), workingDir(asked), Math.max(1, max)));
  }

  void checkFileTracked(Subscriber client, JsonNode asked) {
    answer(
        client, "file_tracked_response", () -> files.checkTracked(file(asked), workingDir(asked)));
  }

  void checkGitStatus(Subscriber client, JsonNode asked) {
    answer(client, "git_status_response", () -> files.checkStatus(file(asked), workingDir(asked)));
  }

  /** The folder comes as a bare text. */
  void getGitBranch(Subscriber client, JsonNode asked) {
    answer(client, "git_branch_response", () -> files.branch(asked.asText("")));
  }

  /** A monitor that changes what it looks at is none. */
  void gitAddFile(Subscriber client, JsonNode asked) {
    client.send(
        "git_add_response",
        Json.object()
            .put("success", false)
            .put("error", "git add is off: the monitor changes no repository")
            .put("file_path", file(asked)));
  }

  private static String file(JsonNode asked) {
    return asked.path("file_path").asText("");
  }

  private static Optional<String> workingDir(JsonNode asked) {
    return Optional.of(asked.path("working_dir").asText("")).filter(text -> !text.isBlank());
  }

  /** A question to the files. */
  private interface Question {
    CompletableFuture<FileReply> ask();
  }

  private static void answer(Subscriber client, String name, Question question) {
    try {
      question
          .ask()
          .thenAcceptAsync(reply -> client.send(name, reply.body()), client.channel().eventLoop());
    } catch (RejectedExecutionException e) {
      client.send(
          name, Json.object().put("success", false).put("error", "too much at once; ask again"));
    }
  }
}
