package io.mpm.monitor.daemon.model.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a successful shell command has deleted or moved without doubt: plain {@code rm},
 * {@code rmdir}, {@code unlink}, {@code mv} and their git forms, alone or joined by {@code &&}.
 * Whatever needs a shell to be understood (variables, patterns, redirections, {@code ;}, a change
 * of folder) is left alone: a file that is missing from the list is better than one that was never
 * touched.
 */
final class ShellFiles {

  /** A longer command was written by a program, and names more files than are worth keeping. */
  private static final int MAX_CHARS = 16_000;

  private final Folder folder;
  private final KnownFiles known;
  private final List<FileOperation> found = new ArrayList<>();

  private ShellFiles(Folder folder, KnownFiles known) {
    this.folder = folder;
    this.known = known;
  }

  /**
   * What {@code command} has done.
   *
   * @param known what was there before
   */
  static List<FileOperation> of(String command, Folder folder, KnownFiles known) {
    if (command.length() > MAX_CHARS) {
      return List.of();
    }
    Optional<List<List<String>>> commands = ShellWords.split(command);
    if (commands.isEmpty()) {
      return List.of();
    }
    ShellFiles files = new ShellFiles(folder, known);
    for (List<String> words : commands.get()) {
      String program = words.get(0);
      if (program.equals("cd") || program.equals("pushd") || program.equals("popd")) {
        return List.of();
      }
      int verb = program.equals("git") && words.size() > 1 ? 1 : 0;
      ShellArguments.of(words.subList(verb + 1, words.size()))
          .ifPresent(arguments -> files.run(words.get(verb), verb == 1, arguments));
    }
    return files.found;
  }

  private void run(String verb, boolean git, ShellArguments arguments) {
    switch (verb) {
      case "rm" -> remove(git, arguments);
      case "rmdir", "unlink" -> {
        if (!git) {
          arguments.operands().forEach(this::deleted);
        }
      }
      case "mv" -> move(arguments);
      default -> {
        // Does nothing to files that can be told from its words.
      }
    }
  }

  /** Told to be content with files that are not there, it tells nothing by its success. */
  private void remove(boolean git, ShellArguments arguments) {
    if (git && arguments.options().contains("--cached")) {
      return;
    }
    boolean content =
        git ? arguments.options().contains("--ignore-unmatch") : arguments.has("-f", "--force");
    arguments.operands().stream()
        .filter(path -> !content || known.isThere(folder.resolve(path)))
        .forEach(this::deleted);
  }

  private void deleted(String path) {
    found.add(FileOperation.on(folder.resolve(path), FileOp.DELETE));
  }

  private void move(ShellArguments arguments) {
    List<String> operands = arguments.operands();
    if (operands.size() < 2) {
      return;
    }
    List<String> sources = operands.subList(0, operands.size() - 1);
    String asked = operands.get(operands.size() - 1);
    boolean plain = arguments.has("-T", "--no-target-directory");
    for (String source : sources) {
      String from = folder.resolve(source);
      String to = target(from, asked, sources.size() > 1, plain);
      found.add(new FileOperation(from, FileOp.MOVE, "", to, Change.NONE));
    }
  }

  /** Where {@code from} is now; empty when the target may be a folder as well as a new name. */
  private String target(String from, String asked, boolean several, boolean plain) {
    String to = folder.resolve(asked);
    boolean inFolder = several || asked.endsWith("/") || isFolder(to);
    if (inFolder && !plain) {
      return (to.endsWith("/") ? to : to + "/") + name(from);
    }
    boolean named = plain || known.isFile(to) || hasEndingOf(from, to);
    return named ? to : "";
  }

  private boolean isFolder(String path) {
    return folder.path().equals(path)
        || KnownFiles.isWithin(folder.path(), path)
        || known.isFolder(path);
  }

  /** A folder seldom ends like the file that is moved into it. */
  private static boolean hasEndingOf(String from, String to) {
    String name = name(from);
    int dot = name.lastIndexOf('.');
    return dot > 0 && name(to).endsWith(name.substring(dot));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
