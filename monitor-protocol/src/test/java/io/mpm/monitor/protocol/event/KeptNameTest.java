package io.mpm.monitor.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptNameTest {

  @Test
  void of_shortOne_isItself() {
    String longest = "é".repeat(KeptName.MAX_CHARS);

    assertThat(KeptName.of(longest)).isSameAs(longest);
    assertThat(KeptName.of("😀")).isEqualTo("😀");
  }

  @Test
  void of_longOnes_areShortAndStayDifferent() {
    String one = KeptName.of("a".repeat(60_000) + "1");
    String other = KeptName.of("a".repeat(60_000) + "2");

    assertThat(one).hasSizeLessThanOrEqualTo(KeptName.MAX_CHARS).startsWith("aaa");
    assertThat(other).hasSameSizeAs(one).isNotEqualTo(one);
    assertThat(KeptName.of(one)).isEqualTo(one);
  }

  @Test
  void of_halfAPair_isAQuestionMark_alsoWhereALongOneIsCut() {
    assertThat(KeptName.of("a\ud800b")).isEqualTo("a?b");
    assertThat(KeptName.of("x".repeat(219) + "😀".repeat(200))).startsWith("x".repeat(219) + "?…");
  }
}
