package io.mpm.monitor.daemon.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.model.Account;
import io.mpm.monitor.daemon.model.Normalizer;
import io.mpm.monitor.daemon.model.sessions.Fork;
import io.mpm.monitor.daemon.model.sessions.Interruption;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.daemon.model.sessions.Sessions;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts over transcripts that the real client has written. */
class UsageWatchTest {

  private static final Instant START = Instant.parse("2026-11-23T21:59:38Z");
  private static final String FORKED_AT = "2026-11-23T21:59:39.640Z";

  /** How often the watch looks after news. */
  private static final int LOOKS = 10;

  @TempDir private Path home;
  private RecordedTranscripts transcripts;
  private UsageWatch watch;
  private final Account account = new Account(Sessions.Bounds.USUAL);
  private final AtomicInteger asked = new AtomicInteger();
  private int askedBefore;
  private int events;
  private volatile Instant now = START;
  private final List<Object> seen = new CopyOnWriteArrayList<>();
  private final Witness witness =
      new Witness() {
        @Override
        public void saw(Interruption interruption) {
          seen.add(interruption);
        }

        @Override
        public void saw(Fork fork) {
          seen.add(fork);
        }
      };

  @BeforeEach
  void start() throws IOException {
    transcripts = new RecordedTranscripts(home);
    TranscriptFolders folders =
        TranscriptFolders.of(Map.of("HOME", home.toString()), Path.of("/nowhere"));
    watch =
        new UsageWatch(
            () -> CompletableFuture.completedFuture(summaries()),
            folders,
            PriceFile.builtIn(),
            () -> {},
            witness,
            () -> now,
            Duration.ofMillis(5));
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  private List<SessionSummary> summaries() {
    synchronized (account) {
      asked.incrementAndGet();
      return account.sessions();
    }
  }

  private void hook(String session, String transcript, String model) {
    ObjectNode data = Json.object().put("session_id", session).put("model", model);
    data.put("hook_event_name", "SessionStart").put("transcript_path", transcript);
    synchronized (account) {
      askedBefore = asked.get();
      account.fold(
          Normalizer.hook(new PublishedEvent("e" + events, START.plusSeconds(events++), "", data)));
    }
    watch.wake();
  }

  private void hook(String session) {
    hook(session, transcripts.of(session).toString(), "");
  }

  private JsonNode usage(String session) {
    return watch.of(session).map(SessionUsage::json).orElseGet(Json::object);
  }

  private void awaitAnswers(String session, int answers) {
    await()
        .untilAsserted(() -> assertThat(usage(session).path("answers").asInt()).isEqualTo(answers));
  }

  /** The numbers are those that the client itself gave for the session. */
  @Test
  void session_isCountedAsTheClientCountsIt() {
    hook(RecordedTranscripts.SESSION);
    awaitAnswers(RecordedTranscripts.SESSION, 16);
    JsonNode usage = usage(RecordedTranscripts.SESSION);
    assertThat(usage.path("cost").path("usd").asDouble()).isEqualTo(0.17676);
    assertThat(usage.path("cost").path("prices_of").asText()).isEqualTo("2026-10-24");
    assertThat(usage.path("cost").path("unknown_models")).isEmpty();
    assertThat(Json.text(usage.path("models")))
        .isEqualTo(
            "[{\"model\":\"claude-opus-4-8\",\"answers\":14,\"input_tokens\":17900,"
                + "\"output_tokens\":840,\"cache_read_tokens\":70000,"
                + "\"cache_creation_tokens\":4200,\"cost_usd\":0.171750},"
                + "{\"model\":\"claude-haiku-4-5-20251001\",\"answers\":2,\"input_tokens\":2660,"
                + "\"output_tokens\":120,\"cache_read_tokens\":10000,"
                + "\"cache_creation_tokens\":600,\"cost_usd\":0.005010}]");
    assertThat(Json.text(usage.path("context")))
        .isEqualTo("{\"tokens\":6660,\"window\":200000,\"fill\":0.0333}");
    assertThat(usage.path("lines_skipped").asInt()).isZero();
    assertThat(usage.path("problem").isNull()).isTrue();
  }

  @Test
  void agents_areToldApart() {
    hook(RecordedTranscripts.SESSION);
    awaitAnswers(RecordedTranscripts.SESSION, 16);
    SessionUsage usage = watch.of(RecordedTranscripts.SESSION).orElseThrow();
    assertThat(Json.text(usage.agentJson(RecordedTranscripts.EXPLORE_AGENT)))
        .isEqualTo(
            "{\"agent_id\":\"a51797cd88887ce32\",\"answers\":2,\"input_tokens\":2660,"
                + "\"output_tokens\":120,\"cache_read_tokens\":10000,"
                + "\"cache_creation_tokens\":600,\"cost_usd\":0.005010,\"context\":{"
                + "\"tokens\":6640,\"window\":200000,\"fill\":0.0332},"
                + "\"models\":[\"claude-haiku-4-5-20251001\"]}");
    assertThat(usage.json().path("agents")).hasSize(4);
    assertThat(usage.agentJson("unheard-of")).isNull();
  }

  @Test
  void fork_paysOnlyForItsOwnAnswers() {
    hook(RecordedTranscripts.SESSION);
    hookAt(RecordedTranscripts.FORK, FORKED_AT);
    awaitAnswers(RecordedTranscripts.SESSION, 16);
    awaitAnswers(RecordedTranscripts.FORK, 1);
    assertThat(usage(RecordedTranscripts.FORK).path("cost").path("usd").asDouble())
        .isEqualTo(0.012725);
  }

  private void hookAt(String session, String at) {
    ObjectNode data = Json.object().put("session_id", session).put("hook_event_name", "Stop");
    data.put("transcript_path", transcripts.of(session).toString());
    synchronized (account) {
      askedBefore = asked.get();
      account.fold(
          Normalizer.hook(new PublishedEvent("e" + events++, Instant.parse(at), "", data)));
    }
    watch.wake();
  }

  @Test
  void fork_isKnownByWhatItCopied() {
    hookAt(RecordedTranscripts.SESSION, "2026-11-23T21:59:38.900Z");
    hookAt(RecordedTranscripts.FORK, FORKED_AT);
    awaitAnswers(RecordedTranscripts.FORK, 1);
    assertThat(usage(RecordedTranscripts.FORK).path("forked_from").asText())
        .isEqualTo(RecordedTranscripts.SESSION);
    assertThat(usage(RecordedTranscripts.SESSION).path("forked_from").isNull()).isTrue();
  }

  @Test
  void sameIdInTwoSessions_thatBothAsked_countsInBoth() throws Exception {
    Files.writeString(transcripts.of("one"), line("m1", "claude-opus-5"));
    Files.writeString(transcripts.of("two"), line("m1", "claude-opus-5"));
    hookAt("one", "2026-11-23T23:59:58Z");
    awaitAnswers("one", 1);
    hookAt("two", "2026-11-23T23:59:59Z");
    awaitAnswers("two", 1);
    assertThat(usage("two").path("forked_from").isNull()).isTrue();
  }

  @Test
  void forkOfAFork_goesOnWhereTheNewestAnswerWasGiven() throws Exception {
    String first = line("m1", "claude-opus-5");
    String second = line("m2", "claude-opus-5").replace("00:00:00Z", "00:01:00Z");
    Files.writeString(transcripts.of("one"), first);
    Files.writeString(transcripts.of("two"), first + second);
    Files.writeString(transcripts.of("three"), first + second);
    hookAt("one", "2026-11-23T23:59:59Z");
    hookAt("two", "2026-11-24T00:00:30Z");
    hookAt("three", "2026-11-24T00:02:00Z");
    await().until(() -> watch.of("three").isPresent());
    assertThat(usage("two").path("forked_from").asText()).isEqualTo("one");
    assertThat(usage("three").path("forked_from").asText()).isEqualTo("two");
    assertThat(usage("three").path("answers").asInt()).isZero();
  }

  /** Who of two was there first is not known when neither was heard of at the time. */
  @Test
  void olderSessionHeardOfLater_isNoFork() {
    hookAt(RecordedTranscripts.FORK, "2026-11-24T08:00:00Z");
    awaitAnswers(RecordedTranscripts.FORK, 10);
    hookAt(RecordedTranscripts.SESSION, "2026-11-24T09:00:00Z");
    awaitQuiet();
    assertThat(usage(RecordedTranscripts.SESSION).path("forked_from").asText("")).isEmpty();
    assertThat(usage(RecordedTranscripts.FORK).path("forked_from").isNull()).isTrue();
  }

  private String line(String id, String model) {
    return "{\"type\":\"assistant\",\"timestamp\":\"2026-11-24T00:00:00Z\",\"message\":{\"id\":\""
        + id
        + "\",\"model\":\""
        + model
        + "\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n";
  }

  @Test
  void growth_isFollowedAfterTheEvent() throws Exception {
    Path transcript = transcripts.of("grows");
    hook("grows");
    Files.writeString(transcript, line("m1", "claude-opus-5"));
    hook("grows");
    awaitAnswers("grows", 1);
    Files.writeString(
        transcript,
        line("m2", "claude-future-9") + "{\"broken\n" + "{\"not",
        StandardOpenOption.APPEND);
    hook("grows");
    awaitAnswers("grows", 2);
    JsonNode usage = usage("grows");
    assertThat(usage.path("lines_skipped").asInt()).isEqualTo(1);
    assertThat(usage.path("cost").path("usd").isNull()).isTrue();
    assertThat(usage.path("cost").path("unknown_models").path(0).asText())
        .isEqualTo("claude-future-9");
    assertThat(usage.path("models").path(0).path("cost_usd").asDouble()).isEqualTo(0.00003);
  }

  @Test
  void replacedTranscript_isCountedAnew() throws Exception {
    Path transcript = Files.writeString(transcripts.of("s"), line("m1", "a") + line("m2", "a"));
    hook("s");
    awaitAnswers("s", 2);
    Files.writeString(transcript, line("m3", "a"));
    hook("s");
    awaitAnswers("s", 1);
    Files.delete(transcript);
    hook("s");
    awaitQuiet();
    awaitAnswers("s", 1);
  }

  @Test
  void foreignTranscript_isNotReadAndSaysSo() throws Exception {
    Path outside = Files.writeString(home.resolve("s.jsonl"), line("m1", "claude-opus-5"));
    hook("s", outside.toString(), "");
    await().until(() -> watch.of("s").isPresent());
    assertThat(usage("s").path("answers").asInt()).isZero();
    assertThat(usage("s").path("problem").asText()).contains("no transcript", "s.jsonl");
  }

  /**
   * Waits until the watch has asked for nothing in many of its intervals, once it has asked as
   * often as it does after news. Until then a pause is its thread's, which has to wait for a
   * processor.
   */
  private void awaitQuiet() {
    await().until(() -> asked.get() - askedBefore >= LOOKS);
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(() -> before.getAndSet(asked.get()) == asked.get());
  }

  @Test
  void withoutEvents_nothingIsDone() {
    hook(RecordedTranscripts.SESSION);
    awaitAnswers(RecordedTranscripts.SESSION, 16);
    awaitQuiet();
    assertThat(asked.get()).isBetween(LOOKS, 2 * LOOKS);
  }

  private void prompt(String session, String at) {
    ObjectNode data = Json.object().put("session_id", session);
    data.put("hook_event_name", "UserPromptSubmit").put("prompt", "go");
    data.put("transcript_path", transcripts.of(session).toString());
    synchronized (account) {
      askedBefore = asked.get();
      account.fold(
          Normalizer.hook(new PublishedEvent("e" + events++, Instant.parse(at), "", data)));
    }
    watch.wake();
  }

  /** As the client writes it; no hook comes at that time. */
  private static String brokenOff(String at) {
    return "{\"isSidechain\":false,\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":"
        + "[{\"type\":\"text\",\"text\":\"[Request interrupted by user for tool use]\"}]},"
        + "\"timestamp\":\""
        + at
        + "\"}\n";
  }

  @Test
  void interruption_isSeenHoweverLongAfterTheLastEvent() throws Exception {
    Path transcript = Files.writeString(transcripts.of("s"), brokenOff("2026-11-23T20:00:00Z"));
    prompt("s", "2026-11-23T21:59:38Z");
    await().until(() -> asked.get() > 20);
    String at = "2026-11-23T22:10:00Z";
    Files.writeString(transcript, brokenOff(at), StandardOpenOption.APPEND);
    await().until(() -> !seen.isEmpty());
    // The first is older than the session, which has copied it.
    assertThat(seen).containsExactly(new Interruption("s", "main", Instant.parse(at)));
    now = START.plus(Duration.ofHours(3));
    awaitQuiet();
  }

  @Test
  void fork_isTold() {
    hookAt(RecordedTranscripts.SESSION, "2026-11-23T21:59:38.900Z");
    hookAt(RecordedTranscripts.FORK, FORKED_AT);
    await().until(() -> !seen.isEmpty());
    assertThat(seen)
        .containsExactly(
            new Fork(
                RecordedTranscripts.FORK, RecordedTranscripts.SESSION, Instant.parse(FORKED_AT)));
  }

  @Test
  void versions_tellWhatIsNew() {
    hook(RecordedTranscripts.SESSION);
    awaitAnswers(RecordedTranscripts.SESSION, 16);
    long seen = watch.newest();
    assertThat(watch.after(seen, 10)).isEmpty();
    hookAt(RecordedTranscripts.FORK, FORKED_AT);
    awaitAnswers(RecordedTranscripts.FORK, 1);
    assertThat(watch.after(seen, 10))
        .extracting(SessionUsage::session)
        .containsExactly(RecordedTranscripts.FORK);
    assertThat(watch.after(0, 10)).hasSize(2);
    assertThat(watch.after(0, 1))
        .extracting(SessionUsage::session)
        .containsExactly(RecordedTranscripts.FORK);
  }

  @Test
  void forgottenSession_isToldOfNoMore() {
    hook(RecordedTranscripts.SESSION);
    awaitAnswers(RecordedTranscripts.SESSION, 16);
    awaitQuiet();
    synchronized (account) {
      account.forget(RecordedTranscripts.SESSION);
    }
    watch.forget(RecordedTranscripts.SESSION);
    assertThat(watch.of(RecordedTranscripts.SESSION)).isEmpty();
    hook(RecordedTranscripts.SESSION);
    awaitAnswers(RecordedTranscripts.SESSION, 16);
  }
}
