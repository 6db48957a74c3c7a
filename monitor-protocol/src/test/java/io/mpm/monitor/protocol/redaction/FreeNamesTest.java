package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreeNamesTest {

  @Test
  void free_passesOverWhatIsTaken() {
    FreeNames names = new FreeNames();
    Set<String> taken = new HashSet<>(Set.of("a 2", "b"));
    List<String> given = new ArrayList<>();
    for (String name : List.of("a", "a", "b", "a", "c")) {
      given.add(names.free(name, taken::contains));
      taken.add(given.get(given.size() - 1));
    }

    assertThat(given).containsExactly("a", "a 3", "b 2", "a 4", "c");
  }

  @Test
  void r3_costGrowsWithTheNumberOfNames() {
    FreeNames names = new FreeNames();
    Set<String> taken = new HashSet<>();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      taken.add(
          names.free(
              "a",
              name -> {
                asked.add(name);
                return taken.contains(name);
              }));
    }

    assertThat(taken).hasSize(1_000).contains("a", "a 2", "a 1000");
    assertThat(asked).hasSizeLessThan(3_000);
  }
}
