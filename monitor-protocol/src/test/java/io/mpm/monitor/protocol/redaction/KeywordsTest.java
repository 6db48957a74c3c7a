package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeywordsTest {

  @Test
  void scan_findsWordsWithinWordsInAnyCase() {
    assertThat(scan(List.of("he", "she", "his", "hers"), "uSHErs Hİs HIS"))
        .containsExactlyInAnyOrder("she 1", "he 2", "hers 2", "his 11");
  }

  @Test
  void scan_findsWhatASimpleSearchFinds() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String word = letters(random, 1 + random.nextInt(4));
        if (!words.contains(word)) {
          words.add(word);
        }
      }
      String text = letters(random, 200);

      List<String> expected = new ArrayList<>();
      for (String word : words) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
          expected.add(word + " " + at);
        }
      }
      assertThat(scan(words, text.toUpperCase(Locale.ROOT)))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void constructor_refusesWhatIsNoAsciiInLowerCase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keywords(List.of("Akia")))
        .withMessageContaining("Akia");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Keywords(List.of("é")))
        .withMessageContaining("é");
  }

  private static List<String> scan(List<String> words, String text) {
    List<String> found = new ArrayList<>();
    new Keywords(words)
        .scan(
            text,
            (word, start, end) -> {
              assertThat(text.substring(start, end)).isEqualToIgnoringCase(words.get(word));
              found.add(words.get(word) + " " + start);
            });
    return found;
  }

  private static String letters(Random random, int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append((char) ('a' + random.nextInt(3)));
    }
    return letters.toString();
  }
}
