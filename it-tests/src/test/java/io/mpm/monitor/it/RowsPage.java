package io.mpm.monitor.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A page of the docs whose rows have numbers, and name the tests that show what they say.
 *
 * @param rows what stands in the last column, by the row's number
 */
record RowsPage(Map<String, String> rows) {

  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-Z]\\d+) \\|[^|]+\\|[^|]+\\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern REFERENCE = Pattern.compile("`([\\w-]+(?:\\.test)?#\\w+)`");
  private static final Pattern JAVA_TEST = Pattern.compile("void (\\w+)\\(");
  private static final Pattern PAGE_TEST = Pattern.compile("\\bit\\('(\\w+)'");

  static RowsPage of(String page) throws IOException {
    Map<String, String> rows = new HashMap<>();
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve(page)));
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
    }
    return new RowsPage(rows);
  }

  /** The numbers of rows from 1 to the last of each letter. */
  static List<String> numbers(Map<String, Integer> lastByLetter) {
    List<String> numbers = new ArrayList<>();
    lastByLetter.forEach(
        (letter, last) -> IntStream.rangeClosed(1, last).forEach(i -> numbers.add(letter + i)));
    return numbers;
  }

  /** The tests that it names, {@code Class#method} or {@code file.test#name}. */
  List<String> references() {
    Matcher reference = REFERENCE.matcher(String.join("\n", rows.values()));
    return reference.results().map(found -> found.group(1)).toList();
  }

  boolean names(String test) {
    return String.join("\n", rows.values()).contains("`" + test + "`");
  }

  /** Every test of the project, as {@link #references} spells them. */
  static Set<String> tests() throws IOException {
    Set<String> tests = new HashSet<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.toList()) {
        collect(module.resolve("src/test/java"), ".java", JAVA_TEST, tests);
      }
    }
    for (String folder : List.of("src", "test")) {
      Path page = ROOT.resolve("dashboard-static").resolve(folder);
      collect(page, ".test.ts", PAGE_TEST, tests);
      collect(page, ".test.tsx", PAGE_TEST, tests);
    }
    return tests;
  }

  private static void collect(Path folder, String suffix, Pattern test, Set<String> tests)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(suffix)).toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.(java|tsx?)$", "");
        test.matcher(Files.readString(file))
            .results()
            .forEach(found -> tests.add(name + "#" + found.group(1)));
      }
    }
  }
}
