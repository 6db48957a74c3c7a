package io.mpm.monitor.daemon.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketsTest {

  private static final Heard.Welcome WELCOME = new Heard.Welcome("s1", 41);

  @Test
  void subscribe_now_isAfterWhatTheWelcomeCallsTheNewest() {
    assertThat(Packets.subscribe(new Place.Now(), WELCOME))
        .isEqualTo("42[\"subscribe\",{\"batch\":true,\"since\":41,\"stream\":\"s1\"}]");
  }

  @Test
  void subscribe_afterAPlace_keepsTheNumberingItIsOf() {
    assertThat(Packets.subscribe(new Place.After("s0", 7), WELCOME))
        .isEqualTo("42[\"subscribe\",{\"batch\":true,\"since\":7,\"stream\":\"s0\"}]");
  }

  @Test
  void read_singleEvent_isNotTakenForItWillComeInABatch() throws Exception {
    assertThat(Packets.read("42[\"claude_event\",{\"id\":\"e1\",\"seq\":1}]")).isEmpty();
    assertThat(Packets.read("42[\"claude_events\",{\"events\":[{\"id\":\"e1\"}]}]")).hasSize(1);
  }
}
