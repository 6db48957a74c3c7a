package io.mpm.monitor.daemon.model.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The words behind the name of a program.
 *
 * @param options single letters each with its dash, long ones as they are
 * @param operands what is no option
 */
record ShellArguments(Set<String> options, List<String> operands) {

  /** With any other, the operands may mean something else, or nothing may happen to them. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "-r",
          "-R",
          "-f",
          "-v",
          "-d",
          "-q",
          "-T",
          "--recursive",
          "--force",
          "--verbose",
          "--dir",
          "--quiet",
          "--cached",
          "--ignore-unmatch",
          "--no-target-directory");

  ShellArguments {
    options = Set.copyOf(options);
    operands = List.copyOf(operands);
  }

  /** Empty when there is an option that is not understood. */
  static Optional<ShellArguments> of(List<String> words) {
    Set<String> options = new HashSet<>();
    List<String> operands = new ArrayList<>();
    boolean optionsOver = false;
    for (String word : words) {
      if (!optionsOver && word.equals("--")) {
        optionsOver = true;
      } else if (optionsOver || !word.startsWith("-")) {
        operands.add(word);
      } else if (word.startsWith("--")) {
        options.add(word);
      } else {
        word.substring(1).chars().forEach(letter -> options.add("-" + (char) letter));
      }
    }
    return UNDERSTOOD.containsAll(options)
        ? Optional.of(new ShellArguments(options, operands))
        : Optional.empty();
  }

  boolean has(String shortOption, String longOption) {
    return options.contains(shortOption) || options.contains(longOption);
  }
}
