package io.mpm.monitor.daemon.model.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.ShortText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which files a tool call names. Pure, for any thread. */
public final class ToolFiles {

  private static final int MAX_PATTERN = 1_000;

  private ToolFiles() {}

  /** What a call is about to do, or has tried in vain. */
  public static List<FileOperation> asked(String tool, JsonNode input, String cwd) {
    return ofTool(tool, input, new Folder(cwd)).map(List::of).orElse(List.of());
  }

  /**
   * What a successful call has done.
   *
   * @param known what was there before
   */
  public static List<FileOperation> done(
      String tool, JsonNode input, JsonNode response, String cwd, KnownFiles known) {
    Folder folder = new Folder(cwd);
    if (tool.equalsIgnoreCase("bash")) {
      boolean over =
          !input.path("run_in_background").asBoolean(false)
              && !response.has("backgroundTaskId")
              && !response.path("interrupted").asBoolean(false);
      return over ? ShellFiles.of(Fact.text(input, "command"), folder, known) : List.of();
    }
    return ofTool(tool, input, folder)
        .map(
            asked ->
                new FileOperation(
                    asked.path(),
                    asked.op(),
                    asked.pattern(),
                    "",
                    Changes.of(asked.op(), input, response)))
        .map(List::of)
        .orElse(List.of());
  }

  private static Optional<FileOperation> ofTool(String tool, JsonNode input, Folder folder) {
    return FileOp.ofTool(tool)
        .flatMap(
            op ->
                switch (op) {
                  case SEARCH, GLOB -> search(op, tool, input, folder);
                  default -> path(input).map(p -> FileOperation.on(folder.resolve(p), op));
                });
  }

  private static Optional<FileOperation> search(
      FileOp op, String tool, JsonNode input, Folder folder) {
    String pattern = ShortText.beginning(Fact.text(input, "pattern"), MAX_PATTERN);
    String asked = Fact.path(input, "path");
    if (pattern.isEmpty() && asked.isEmpty()) {
      return Optional.empty();
    }
    String path = asked.isEmpty() ? folder.path() : folder.resolve(asked);
    String shown =
        path.isEmpty() ? "[%s] %s".formatted(tool.toLowerCase(Locale.ROOT), pattern) : path;
    return Optional.of(new FileOperation(shown, op, pattern, "", Change.NONE));
  }

  private static Optional<String> path(JsonNode input) {
    return Stream.of("file_path", "notebook_path", "path")
        .map(field -> Fact.path(input, field))
        .filter(path -> !path.isEmpty())
        .findFirst();
  }
}
