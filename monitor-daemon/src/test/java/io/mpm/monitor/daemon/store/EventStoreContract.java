package io.mpm.monitor.daemon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.store.EventStore.Slice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class EventStoreContract {

  static final long MANY_BYTES = 1L << 30;

  private EventStore store;

  /** An empty store with room for everything that is put into it here. */
  abstract EventStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  static StoredEvent event(long seq, String type, String session, String text) {
    String json =
        "{\"id\":\"id-%d\",\"seq\":%d,\"data\":{\"session_id\":\"%s\",\"text\":\"%s\"}}"
            .formatted(seq, seq, session, text);
    return new StoredEvent(seq, type, session, json.getBytes(StandardCharsets.UTF_8));
  }

  /** An event of session {@code a} or, of an even number, {@code b}. */
  static StoredEvent event(long seq) {
    return event(seq, "t" + seq % 3, seq % 2 == 0 ? "b" : "a", "number " + seq);
  }

  static void fill(EventStore store, int events) {
    for (int i = 0; i < events; i++) {
      store.append(event(store.next()));
    }
    store.kept().join();
  }

  static List<Long> seqs(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::seq).toList();
  }

  static EventQuery text(String typed) {
    return new EventQuery(0, Optional.empty(), Optional.empty(), SearchText.of(typed), 100);
  }

  private List<Long> found(String typed) {
    return seqs(store.find(text(typed)).events());
  }

  private void add(String text) {
    store.append(event(store.next(), "t", "a", text));
    store.kept().join();
  }

  @Test
  void empty_holdsNothing() {
    assertThat(store.newest()).isZero();
    assertThat(store.next()).isEqualTo(1);
    assertThat(store.size()).isZero();
    assertThat(store.after(0, 10, MANY_BYTES)).isEqualTo(new Slice(1, 0, List.of()));
    assertThat(store.find(text("x"))).isEqualTo(new Slice(1, 0, List.of()));
  }

  @Test
  void append_keptEventsAreSeenAsTheyWere() {
    StoredEvent event = event(1, "hook.stop", null, "bytes");
    store.append(event);
    store.kept().join();

    StoredEvent read = store.after(0, 10, MANY_BYTES).events().get(0);
    assertThat(read.seq()).isEqualTo(1);
    assertThat(read.type()).isEqualTo("hook.stop");
    assertThat(read.sessionId()).isNull();
    assertThat(read.json()).isEqualTo(event.json());
    assertThat(store.newest()).isEqualTo(1);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void append_outOfOrder_isRefused() {
    fill(store, 2);
    assertThatThrownBy(() -> store.append(event(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("seq 5 does not follow 2");
  }

  @Test
  void after_givesWhatFollowsUpToTheLimit() {
    fill(store, 10);
    Slice slice = store.after(4, 3, MANY_BYTES);
    assertThat(seqs(slice.events())).containsExactly(5L, 6L, 7L);
    assertThat(slice.reached()).isEqualTo(7);
    assertThat(store.after(10, 3, MANY_BYTES)).isEqualTo(new Slice(1, 10, List.of()));
  }

  @Test
  void after_isBoundedByBytesButNeverEmptyHanded() {
    fill(store, 10);
    int two = 2 * event(1).json().length;
    assertThat(seqs(store.after(0, 10, two).events())).containsExactly(1L, 2L);
    assertThat(seqs(store.after(0, 10, 1).events())).containsExactly(1L);
  }

  @Test
  void newest_filtersAndKeepsTheOrder() {
    fill(store, 10);
    assertThat(seqs(store.newest(3, event -> event.type().equals("t1"))))
        .containsExactly(4L, 7L, 10L);
  }

  @Test
  void find_bySessionAndType_pagesBySeq() {
    fill(store, 30);
    EventQuery query = new EventQuery(0, Optional.of("a"), Optional.of("t0"), Optional.empty(), 3);
    Slice page = store.find(query);
    assertThat(seqs(page.events())).containsExactly(3L, 9L, 15L);
    assertThat(page.reached()).isEqualTo(15);

    Slice rest =
        store.find(new EventQuery(page.reached(), query.session(), query.type(), query.text(), 3));
    assertThat(seqs(rest.events())).containsExactly(21L, 27L);
    assertThat(rest.reached()).isEqualTo(30);
  }

  @Test
  void find_words_inAnyOrderAndCase_theLastOfAPartMayBeCutShort() {
    add("Run npm test in src/main.ts");
    add("run the TESTS now");
    add("Grüße, ПРИВЕТ und 数据");

    assertThat(found("test RUN")).containsExactly(1L, 2L);
    assertThat(found("src/ma")).containsExactly(1L);
    assertThat(found("main.ts/src")).isEmpty();
    assertThat(found("npm tests")).isEmpty();
    assertThat(found("grüße привет")).containsExactly(3L);
    assertThat(found("number")).isEmpty();
  }

  @Test
  void find_words_doNotStandForTheLanguageOfTheIndex() {
    add("plain");
    assertThat(found("plain OR nothing")).isEmpty();
    assertThat(found("plain* \"NEAR(")).isEmpty();
    assertThat(found("-plain")).containsExactly(1L);
    assertThat(found("words:plain")).isEmpty();
  }

  @Test
  void find_envelope_isNotSearched() {
    store.append(event(1, "t", "needle", "hay"));
    store.kept().join();
    assertThat(found("needle")).isEmpty();
  }

  @Test
  void find_largeEvents_endsThePageEarlyAndLosesNone() {
    for (int i = 0; i < 6; i++) {
      add("x".repeat(1_500_000));
    }
    Slice page =
        store.find(new EventQuery(0, Optional.of("a"), Optional.empty(), Optional.empty(), 6));
    assertThat(page.events()).hasSizeBetween(2, 3);
    assertThat(page.reached()).isEqualTo(page.events().size());
  }

  @Test
  void forget_takesTheSessionAndNothingElse() {
    fill(store, 10);

    assertThat(store.forget("a").join()).isEqualTo(5);

    assertThat(store.size()).isEqualTo(5);
    assertThat(seqs(store.after(0, 100, MANY_BYTES).events())).containsExactly(2L, 4L, 6L, 8L, 10L);
    assertThat(seqs(store.newest(100, event -> true))).containsExactly(2L, 4L, 6L, 8L, 10L);
    assertThat(found("number")).containsExactly(2L, 4L, 6L, 8L, 10L);
    assertThat(store.forget("a").join()).isZero();
    assertThat(store.forget("b").join()).isEqualTo(5);
    assertThat(store.size()).isZero();
    assertThat(store.newest()).isEqualTo(10);
    assertThat(store.after(3, 100, MANY_BYTES).reached()).isEqualTo(10);
    fill(store, 1);
    assertThat(seqs(store.after(0, 100, MANY_BYTES).events())).containsExactly(11L);
  }

  @Test
  void forget_whatComesAfterwards_stays() {
    fill(store, 4);
    var forgotten = store.forget("a");
    store.append(event(5));
    store.kept().join();

    assertThat(forgotten.join()).isEqualTo(2);
    assertThat(seqs(store.after(0, 100, MANY_BYTES).events())).containsExactly(2L, 4L, 5L);
  }
}
