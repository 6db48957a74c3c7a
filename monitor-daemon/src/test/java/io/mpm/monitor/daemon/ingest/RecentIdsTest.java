package io.mpm.monitor.daemon.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIdsTest {

  private static final String ID = "0199f1c2-7a3b-7c4d-8e5f-0123456789ab";

  @Test
  void add_again_isKnown() {
    RecentIds ids = new RecentIds(8);

    assertThat(ids.add(ID, "s")).isTrue();
    assertThat(ids.add(ID, "s")).isFalse();
    assertThat(ids.add(ID, "another")).isFalse();
  }

  @Test
  void knows_whatWasAddedAndNothingElse() {
    RecentIds ids = new RecentIds(8);

    assertThat(ids.knows(ID)).isFalse();
    ids.add(ID, "s");
    assertThat(ids.knows(ID)).isTrue();
    assertThat(ids.knows("x")).isFalse();
    ids.forget("s");
    assertThat(ids.knows(ID)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0199f1c2-7a3b-7c4d-8e5f-0123456789ac",
        "0199f1c3-7a3b-7c4d-8e5f-0123456789ab",
        "0199F1C2-7A3B-7C4D-8E5F-0123456789AB",
        "0199f1c27a3b7c4d8e5f0123456789ab",
        "0199f1c2-7a3b-7c4d-8e5f-0123456789a",
        "0199f1c2-7a3b-7c4d-8e5f_0123456789ab",
        "199f1c2-7a3b-7c4d-8e5f-0123456789ab",
        "x",
        "",
        "0199f1c2-7a3b-7c4d-8e5f-0123456789ab "
      })
  void add_anotherText_isAnotherId(String other) {
    RecentIds ids = new RecentIds(8);
    ids.add(ID, "s");

    assertThat(ids.add(other, "s")).isTrue();
    assertThat(ids.add(other, "s")).isFalse();
    assertThat(ids.add(ID, "s")).isFalse();
  }

  @Test
  void add_beyondTheCapacity_forgetsTheOldest() {
    RecentIds ids = new RecentIds(3);
    ids.add("a", "s");
    ids.add("b", "s");
    ids.add("c", "s");

    ids.add("d", "s");

    assertThat(ids.add("b", "s")).isFalse();
    assertThat(ids.add("d", "s")).isFalse();
    assertThat(ids.add("a", "s")).isTrue();
    assertThat(ids.add("b", "s")).isTrue();
  }

  @Test
  void forget_isOfOneSession() {
    RecentIds ids = new RecentIds(8);
    ids.add("a", "gone");
    ids.add("b", "stays");
    ids.add("c", "");

    ids.forget("gone");

    assertThat(ids.add("b", "stays")).isFalse();
    assertThat(ids.add("c", "")).isFalse();
    assertThat(ids.add("a", "gone")).isTrue();
  }

  /** Whatever happens to the chains: the last so many that were added, less those forgotten. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 256, 300, 1000})
  void longRun_isAsAPlainWindow(int capacity) {
    Random random = new Random(capacity);
    RecentIds ids = new RecentIds(capacity);
    List<String> window = new ArrayList<>();
    Map<String, String> sessions = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      int number = random.nextInt(capacity * 3);
      String id = number % 2 == 0 ? new UUID(number, ~number).toString() : "id " + number;
      String session = "session " + random.nextInt(50);
      if (random.nextInt(1_000) == 0) {
        ids.forget(session);
        sessions.values().removeIf(session::equals);
        window.replaceAll(known -> sessions.containsKey(known) ? known : "");
      }
      boolean fresh = sessions.putIfAbsent(id, session) == null;
      assertThat(ids.add(id, session)).as("step %d: %s", step, id).isEqualTo(fresh);
      if (fresh) {
        window.add(id);
        if (window.size() > capacity) {
          sessions.remove(window.remove(0));
        }
      }
    }
  }

  @Test
  void capacity_ofNothing_isRefused() {
    assertThatThrownBy(() -> new RecentIds(0)).hasMessageContaining("0");
  }
}
