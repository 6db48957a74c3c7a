package io.mpm.monitor.proxy.counters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Instant TIME = Instant.parse("2026-11-22T23:27:09Z");

  private final Tally tally = new Tally(new Gaps());

  @Test
  void toJson_addsUp() {
    for (int i = 0; i < 10; i++) {
      tally.saw();
    }
    tally.acknowledged(3, 2);
    tally.dropped(DropReason.AGE, "s", TIME);
    tally.setAside(AsideReason.REJECTED);

    JsonNode json = tally.toJson();
    assertThat(json.path("delivered").asInt()).isEqualTo(5);
    assertThat(json.path("waiting").asInt()).isEqualTo(3);
    assertThat(json.path("rejected").asInt()).isEqualTo(1);
    assertThat(json.path("dropped_for").toString()).isEqualTo("{\"age\":1}");
  }

  @Test
  void gaps_outliveTheProxy() throws Exception {
    tally.dropped(DropReason.FILES, "s", TIME);
    tally.dropped(DropReason.FILES, "", TIME.plusSeconds(5));

    Tally next = new Tally(Gaps.of(tally.gaps().toJson()));
    next.dropped(DropReason.FILES, "s", TIME.minusSeconds(5));

    assertThat(next.dropped()).isEqualTo(1);
    assertThat(next.gaps().count()).isEqualTo(3);
    assertThat(next.gaps().toJson().get(0).path("from").asText()).isEqualTo("2026-11-22T23:27:04Z");
  }

  @Test
  void gaps_manySessionsShareTheUnknownOne() {
    for (int i = 0; i < 5_000; i++) {
      tally.dropped(DropReason.BYTES, "s" + i, TIME);
    }

    assertThat(tally.gaps().toJson()).hasSize(1001);
    assertThat(tally.gaps().count()).isEqualTo(5_000);
  }

  @Test
  void gaps_announcedOnesGrowNoMoreAndKeepTheirIds() throws Exception {
    tally.dropped(DropReason.FILES, "s", TIME);
    assertThat(tally.gaps().announce()).isTrue();
    tally.dropped(DropReason.FILES, "s", TIME);
    assertThat(tally.gaps().announce()).as("the first is not told yet").isFalse();
    Gaps next = Gaps.of(tally.gaps().toJson());

    assertThat(next.announced()).isEqualTo(tally.gaps().announced()).hasSize(1);
    assertThat(next.count()).isEqualTo(2);
    next.told(next.announced().keySet().stream().toList());
    assertThat(next.count()).isEqualTo(1);
    assertThat(next.announce()).isTrue();
  }

  @Test
  void gaps_ofOtherReasonsAreOthers() {
    tally.dropped(DropReason.FILES, "s", TIME);
    tally.dropped(DropReason.AGE, "s", TIME);
    tally.gaps().announce();

    assertThat(tally.gaps().announced()).hasSize(2);
  }

  @Test
  void gaps_ofNonsense() throws Exception {
    assertThat(Gaps.of(Json.parse("[{\"count\":0},7,{}]".getBytes(UTF_8))).count()).isZero();
    assertThat(Json.text(Gaps.of(Json.object().path("none")).toJson())).isEqualTo("[]");
  }
}
