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

  private ShellFiles() {}

  static List<FileOperation> of(String command, Folder folder) {
    Optional<List<List<String>>> commands = ShellWords.split(command);
    if (commands.isEmpty()) {
      return List.of();
    }
    List<FileOperation> found = new ArrayList<>();
    for (List<String> words : commands.get()) {
      String program = words.get(0);
      if (program.equals("cd") || program.equals("pushd") || program.equals("popd")) {
        return List.of();
      }
      int verb = program.equals("git") && words.size() > 1 ? 1 : 0;
      collect(words.get(verb), verb == 1, words.subList(verb + 1, words.size()), folder, found);
    }
    return found;
  }

  private static void collect(
      String verb, boolean git, List<String> words, Folder folder, List<FileOperation> found) {
    Optional<List<String>> operands = operands(words);
    if (operands.isEmpty()) {
      return;
    }
    boolean deletes =
        verb.equals("rm") || (!git && (verb.equals("rmdir") || verb.equals("unlink")));
    if (deletes && !(git && words.contains("--cached"))) {
      operands.get().stream()
          .map(path -> FileOperation.on(folder.resolve(path), FileOp.DELETE))
          .forEach(found::add);
    } else if (verb.equals("mv") && operands.get().size() > 1) {
      moves(operands.get(), folder, found);
    }
  }

  private static void moves(List<String> operands, Folder folder, List<FileOperation> found) {
    String target = folder.resolve(operands.get(operands.size() - 1));
    for (String source : operands.subList(0, operands.size() - 1)) {
      found.add(new FileOperation(folder.resolve(source), FileOp.MOVE, "", target, Change.NONE));
    }
  }

  /** Empty when an option changes what the operands mean. */
  private static Optional<List<String>> operands(List<String> words) {
    List<String> operands = new ArrayList<>();
    boolean optionsOver = false;
    for (String word : words) {
      if (!optionsOver && word.equals("--")) {
        optionsOver = true;
      } else if (optionsOver || !word.startsWith("-")) {
        operands.add(word);
      } else if (takesValue(word)) {
        return Optional.empty();
      }
    }
    return Optional.of(operands);
  }

  private static boolean takesValue(String option) {
    return option.equals("-t")
        || option.equals("-S")
        || option.equals("-C")
        || option.startsWith("--target-directory")
        || option.equals("--suffix")
        || option.equals("--help")
        || option.equals("-n")
        || option.equals("--dry-run")
        || option.startsWith("--pathspec");
  }
}
