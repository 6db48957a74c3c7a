package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/faults.md to the tests that there are. */
class FaultsPageTest {

  private static final String PAGE = "docs/faults.md";
  private static final Pattern NAMED_AFTER_ROW = Pattern.compile("[adfhpr]\\d+_\\w+");

  private static final Map<String, Integer> ROWS =
      Map.of("H", 19, "A", 22, "F", 9, "P", 12, "D", 16, "R", 9);

  @Test
  void everyRow_hasATestOrAReason() throws IOException {
    RowsPage page = RowsPage.of(PAGE);
    assertThat(page.rows().keySet()).containsExactlyInAnyOrderElementsOf(RowsPage.numbers(ROWS));
    assertThat(page.rows().values()).noneMatch(String::isBlank);
  }

  @Test
  void everyTestNamed_exists() throws IOException {
    assertThat(RowsPage.of(PAGE).references()).isNotEmpty().allMatch(RowsPage.tests()::contains);
  }

  @Test
  void everyTestThatBearsARow_isNamed() throws IOException {
    RowsPage page = RowsPage.of(PAGE);
    assertThat(RowsPage.tests())
        .filteredOn(test -> !test.contains(".test#"))
        .filteredOn(test -> NAMED_AFTER_ROW.matcher(test.split("#", -1)[1]).matches())
        .allMatch(page::names);
  }
}
