package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/claude-mpm.md to the tests that there are. */
class SeedPageTest {

  private static final String PAGE = "docs/claude-mpm.md";
  private static final Pattern NAMED_AFTER_ROW = Pattern.compile("s\\d+_\\w+");
  private static final Map<String, Integer> ROWS = Map.of("S", 31);

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
        .filteredOn(test -> NAMED_AFTER_ROW.matcher(test.split("#", -1)[1]).matches())
        .isNotEmpty()
        .allMatch(page::names);
  }
}
