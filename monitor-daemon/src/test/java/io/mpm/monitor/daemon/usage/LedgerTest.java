package io.mpm.monitor.daemon.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Instant START = Instant.parse("2026-11-23T21:00:00Z");

  private Ledger ledger;

  @BeforeEach
  void open() throws IOException {
    ledger = new Ledger(PriceFile.builtIn());
  }

  private void add(String key, String model, String agent, long output) {
    ledger.add(
        new ModelAnswer(
            key, model, agent, START.plusSeconds(output), new TokenCounts(1_000, output, 0, 0, 0)));
  }

  @Test
  void linesOfOneAnswer_countOnceWithTheLastOutput() {
    add("m1", "claude-opus-4-8", "main", 1);
    add("m2", "claude-opus-4-8", "a1", 7);
    add("m1", "claude-opus-4-8", "main", 60);
    add("m1", "claude-opus-4-8", "main", 60);
    add("m1", "claude-opus-4-8", "main", 1);
    assertThat(ledger.spendings())
        .containsExactly(
            new Spending(
                "main",
                "claude-opus-4-8",
                1,
                new TokenCounts(1_000, 60, 0, 0, 0),
                5_000_000L + 60 * 25_000),
            new Spending(
                "a1",
                "claude-opus-4-8",
                1,
                new TokenCounts(1_000, 7, 0, 0, 0),
                5_000_000L + 7 * 25_000));
  }

  @Test
  void unknownModel_hasNoCost() {
    add("m1", "claude-opus-99", "main", 1);
    assertThat(ledger.spendings()).extracting(Spending::cost).containsExactly((Long) null);
    assertThat(ledger.contexts(""))
        .containsEntry("main", new Context("claude-opus-99", 1_000, null));
  }

  @Test
  void context_isTheNewestAnswers() {
    add("m2", "claude-haiku-4-5-20251001", "main", 20);
    add("m1", "claude-opus-4-8", "main", 10);
    assertThat(ledger.contexts("claude-haiku-4-5"))
        .containsEntry("main", new Context("claude-haiku-4-5-20251001", 1_000, 200_000L));
    assertThat(ledger.contexts("claude-haiku-4-5[1m]"))
        .containsEntry("main", new Context("claude-haiku-4-5-20251001", 1_000, 1_000_000L));
  }

  /** As Claude Code 2.1.197 says of {@code --model opus}: so much of 200k. */
  @Test
  void contextOfAModelThatCouldTakeMore_isTheUsualOneUnlessItsNameSaysSo() {
    ledger.add(
        new ModelAnswer(
            "m", "claude-opus-4-8", "main", START, new TokenCounts(1_240, 1, 167_000, 0, 0)));
    assertThat(ledger.contexts("claude-opus-4-8"))
        .containsEntry("main", new Context("claude-opus-4-8", 168_240, 200_000L));
    assertThat(ledger.contexts("claude-opus-4-8[1m]"))
        .containsEntry("main", new Context("claude-opus-4-8", 168_240, 1_000_000L));
  }

  @Test
  void contextAfterACompaction_isUnknownUntilTheNextAnswer() {
    add("m1", "claude-opus-4-8", "main", 10);
    add("m2", "claude-opus-4-8", "a1", 10);
    ledger.compacted("main", START.plusSeconds(11));
    assertThat(ledger.contexts("")).containsOnlyKeys("a1");
    add("m3", "claude-opus-4-8", "main", 12);
    assertThat(ledger.contexts("")).containsKey("main");
  }

  @Test
  void contextBeyondTheWindow_provesALargerOne() {
    ledger.add(
        new ModelAnswer(
            "m", "claude-sonnet-4-5", "main", START, new TokenCounts(10, 1, 250_000, 0, 0)));
    assertThat(ledger.contexts(""))
        .containsEntry("main", new Context("claude-sonnet-4-5", 250_010, 1_000_000L));
  }

  @Test
  void agentsBeyondTheBound_areInTheSums() {
    for (int i = 0; i < Ledger.MAX_AGENTS + 50; i++) {
      add("m" + i, "claude-opus-4-8", "a" + i, 1);
    }
    List<Spending> spendings = ledger.spendings();
    assertThat(spendings).hasSize(Ledger.MAX_AGENTS + 1);
    assertThat(spendings.get(Ledger.MAX_AGENTS).agentId()).isEqualTo(Ledger.OTHERS);
    assertThat(spendings.get(Ledger.MAX_AGENTS).answers()).isEqualTo(50);
  }
}
