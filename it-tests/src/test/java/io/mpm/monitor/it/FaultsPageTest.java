package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** Holds docs/faults.md to the tests that there are. */
class FaultsPageTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("^\\| ([A-Z]\\d+) \\|[^|]+\\|[^|]+\\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern REFERENCE = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");
  private static final Pattern NAMED_AFTER_ROW = Pattern.compile("[adfhpr]\\d+_\\w+");

  private static final Map<String, Integer> ROWS =
      Map.of("H", 19, "A", 22, "F", 9, "P", 12, "D", 15, "R", 9);

  private static Map<String, String> page() throws IOException {
    Map<String, String> rows = new HashMap<>();
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/faults.md")));
    while (row.find()) {
      rows.put(row.group(1), row.group(2));
    }
    return rows;
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new HashSet<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.map(folder -> folder.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
              tests.addAll(testsIn(file));
            }
          }
        }
      }
    }
    return tests;
  }

  private static List<String> testsIn(Path file) throws IOException {
    String name = file.getFileName().toString().replace(".java", "");
    List<String> tests = new ArrayList<>();
    Matcher method = METHOD.matcher(Files.readString(file));
    while (method.find()) {
      tests.add(name + "#" + method.group(1));
    }
    return tests;
  }

  @Test
  void everyRow_hasATestOrAReason() throws IOException {
    Map<String, String> rows = page();
    List<String> expected = new ArrayList<>();
    ROWS.forEach(
        (letter, last) -> IntStream.rangeClosed(1, last).forEach(i -> expected.add(letter + i)));
    assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(rows.values()).noneMatch(String::isBlank);
  }

  @Test
  void everyTestNamed_exists() throws IOException {
    Set<String> tests = tests();
    Matcher reference = REFERENCE.matcher(String.join("\n", page().values()));
    List<String> named = new ArrayList<>();
    while (reference.find()) {
      named.add(reference.group(1) + "#" + reference.group(2));
    }
    assertThat(named).isNotEmpty().allMatch(tests::contains);
  }

  @Test
  void everyTestThatBearsARow_isNamed() throws IOException {
    String page = String.join("\n", page().values());
    assertThat(tests())
        .filteredOn(test -> NAMED_AFTER_ROW.matcher(test.split("#", -1)[1]).matches())
        .allMatch(test -> page.contains("`" + test + "`"));
  }
}
