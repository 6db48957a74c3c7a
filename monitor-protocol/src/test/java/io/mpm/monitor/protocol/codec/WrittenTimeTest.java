package io.mpm.monitor.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-01T09:30:00Z",
        "2026-11-01T09:30:00.Z",
        "2026-11-01T09:30:00.1Z",
        "2026-11-01T09:30:00.120Z",
        "2026-11-01T09:30:00.000001Z",
        "2026-11-01T09:30:00.123456789Z",
        "2024-02-29T23:59:59.999999999Z",
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "-1000-01-01T00:00:00Z",
        "2026-11-01t09:30:00z",
        "2026-11-01T24:00:00Z",
        "2016-12-31T23:59:60Z",
      })
  void textOfAMoment_meansWhatItMeansToInstant(String text) {
    Instant time = Instant.parse(text);
    assertThat(WrittenTime.parse(text)).isEqualTo(time);
    assertThat(WrittenTime.of(time)).isEqualTo(time.toString());
  }

  @Test
  void momentsOfAllAges_areWrittenAndReadAsInstantDoes() {
    Random random = new Random(1);
    int[] units = {1, 1_000, 1_000_000, 1_000_000_000};
    for (int i = 0; i < 20_000; i++) {
      int unit = units[i % units.length];
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(-100_000_000_000L, 300_000_000_000L),
              (long) random.nextInt(1_000_000_000 / unit) * unit);
      assertThat(WrittenTime.of(time)).isEqualTo(time.toString());
      assertThat(WrittenTime.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2026-11-01",
        "2026-11-01T09:30:00",
        "2026-11-01T09:30:00.1234567890Z",
        "2026-11-01T09:30:00,5Z",
        "2026-11-31T09:30:00Z",
        "2026-02-29T09:30:00Z",
        "2026-13-01T09:30:00Z",
        "2026-00-01T09:30:00Z",
        "2026-11-01T25:30:00Z",
        "2026-11-01T09:60:00Z",
        "2026-11-01T09:30:61Z",
        "2026-11-01 09:30:00Z",
        "2026/11/01T09:30:00Z",
        "2026-11-01T09-30-00Z",
        "٢٠٢٦-11-01T09:30:00Z",
        "2026-11-01T09:30:00.٣Z",
      })
  void textOfNoMoment_isRefused(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> WrittenTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
