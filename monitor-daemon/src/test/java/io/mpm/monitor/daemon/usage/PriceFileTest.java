package io.mpm.monitor.daemon.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTest {

  private static final String MINE =
      "{'date':'2026-11-01','models':{'claude-opus-4-8':{'input':1,'output':2,'cache_read':0.001,"
          + "'cache_write_5m':3,'cache_write_1h':4}}}";

  @TempDir private Path folder;

  private PriceTable users(String text) throws IOException {
    return PriceFile.read(
        Files.writeString(folder.resolve("prices.json"), text.replace('\'', '"')));
  }

  @Test
  void builtIn_isInForceWithoutAFile() throws Exception {
    PriceTable prices = PriceFile.read(folder.resolve("none.json"));
    assertThat(prices.date()).isEqualTo("2026-10-24");
    assertThat(prices.of("claude-opus-4-8").orElseThrow().rates())
        .isEqualTo(new Rates(5_000, 25_000, 500, 6_250, 10_000));
  }

  @Test
  void users_overruleModelByModel() throws Exception {
    PriceTable prices = users(MINE);
    ModelPrice mine = prices.of("claude-opus-4-8").orElseThrow();
    assertThat(mine.rates()).isEqualTo(new Rates(1_000, 2_000, 1, 3_000, 4_000));
    assertThat(mine.date()).isEqualTo(LocalDate.of(2026, 11, 1));
    assertThat(prices.of("claude-haiku-4-5").orElseThrow().date()).isEqualTo("2026-10-24");
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-4-8[1m]",
    "claude-opus-4-8-20260601",
    "us.anthropic.claude-opus-4-8-20260601-v1:0",
    "anthropic/claude-opus-4-8",
    "claude-opus-4-8@20260601"
  })
  void names_areKnownInEverySpelling(String model) throws Exception {
    assertThat(PriceFile.builtIn().of(model)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"claude-opus-4-8-fast", "claude-opus-4-80", "gpt-7", "claude-opus"})
  void otherModels_haveNoPrice(String model) throws Exception {
    assertThat(PriceFile.builtIn().of(model)).isEmpty();
  }

  @Test
  void longPrompts_haveTheirOwnPrice() throws Exception {
    ModelPrice haiku = PriceFile.builtIn().of("claude-haiku-5-5").orElseThrow();
    assertThat(haiku.costOf(new TokenCounts(100_000, 1_000, 0, 0, 0))).isEqualTo(10_500_000);
    assertThat(haiku.costOf(new TokenCounts(1, 1_000, 100_000, 0, 0))).isEqualTo(7_500_500);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-01|soon|date: \"soon\"",
        "'input':1,||missing [input]",
        "'output':2|'outputs':2|unknown [outputs]",
        "0.001|0.0001|claude-opus-4-8.cache_read: 0.0001 is not dollars",
        "'output':2|'output':-2|from 0 to 100000",
        "'output':2|'output':'2'|output: \"2\"",
        "'cache_write_1h':4|'cache_write_1h':4,'context_window':0|context_window: 0 is no number",
        "}}}|}}|is not JSON"
      })
  void badFile_isRefusedWithItsReason(String good, String bad, String reason) {
    String text = MINE.replace(good.replace('"', '\''), bad == null ? "" : bad);
    assertThatThrownBy(() -> users(text))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("prices.json")
        .hasMessageContaining(reason);
  }
}
