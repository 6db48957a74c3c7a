package io.mpm.monitor.daemon.model.files;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a tool call does to a file. */
public enum FileOp {
  READ,
  WRITE,
  EDIT,
  MULTI_EDIT,
  NOTEBOOK_EDIT,
  SEARCH,
  GLOB,
  LIST,
  DELETE,
  MOVE;

  /** Today's tools and those of claude-mpm's time, in lower case. */
  private static final Map<String, FileOp> BY_TOOL =
      Map.ofEntries(
          Map.entry("read", READ),
          Map.entry("notebookread", READ),
          Map.entry("write", WRITE),
          Map.entry("edit", EDIT),
          Map.entry("multiedit", MULTI_EDIT),
          Map.entry("notebookedit", NOTEBOOK_EDIT),
          Map.entry("grep", SEARCH),
          Map.entry("search", SEARCH),
          Map.entry("glob", GLOB),
          Map.entry("ls", LIST),
          Map.entry("list", LIST));

  /** What a tool does by its nature; empty for tools that name no file. In any case of letters. */
  static Optional<FileOp> ofTool(String tool) {
    return Optional.ofNullable(BY_TOOL.get(tool.toLowerCase(Locale.ROOT)));
  }

  /** Whether it can be told in lines what becomes of the file. */
  public boolean changesLines() {
    return writes() && this != DELETE && this != MOVE;
  }

  /** The word on the wire. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the file's content is another one afterwards. */
  public boolean writes() {
    return switch (this) {
      case WRITE, EDIT, MULTI_EDIT, NOTEBOOK_EDIT, DELETE, MOVE -> true;
      case READ, SEARCH, GLOB, LIST -> false;
    };
  }
}
