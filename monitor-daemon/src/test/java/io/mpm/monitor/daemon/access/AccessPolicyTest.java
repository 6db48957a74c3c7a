package io.mpm.monitor.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.access.Decision.Holder;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {

  private static final String HOST = "127.0.0.1:8765";

  private final AccessToken token = AccessToken.random();
  private final AccessToken producer = AccessToken.random();
  private final AccessPolicy policy = policy(List.of());

  private AccessPolicy policy(List<String> tunnels) {
    return new AccessPolicy(new ServedNames(8765, tunnels), new Tokens(token, producer));
  }

  private Decision decide(
      Requirement requirement, List<String> hosts, List<String> origins, List<String> tokens) {
    return policy.decide(new AccessRequest("/x", hosts, origins, tokens), requirement);
  }

  private static int status(Decision decision) {
    return decision instanceof Decision.Deny deny ? deny.status() : 200;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765"})
  void ownHost_isServed(String host) {
    assertThat(status(decide(Requirement.OPEN, List.of(host), List.of(), List.of())))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.test:8765",
        "127.0.0.1",
        "127.0.0.1:8766",
        "127.0.0.1:8765@evil.test",
        "127.0.0.1.evil.test:8765",
        "localhost.:8765",
        "0.0.0.0:8765",
        "192.168.1.2:8765",
        "127.0.0.2:8765",
        "2130706433:8765",
        ""
      })
  void a6_foreignHost_isRefusedWhateverItShows(String host) {
    for (Requirement requirement : Requirement.values()) {
      assertThat(status(decide(requirement, List.of(host), List.of(), List.of(token.reveal()))))
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"devbox.example:9000", "DevBox.Example:9000", "8765.preview.example"})
  void addedHost_isServedWithEitherScheme(String host) {
    AccessPolicy tunnelled = policy(List.of("Devbox.example:9000", "8765.preview.example"));

    for (String scheme : List.of("http://", "https://")) {
      AccessRequest request =
          new AccessRequest("/x", List.of(host), List.of(scheme + host), List.of());
      assertThat(status(tunnelled.decide(request, Requirement.OPEN))).isEqualTo(200);
      assertThat(status(tunnelled.decide(request, Requirement.TOKEN))).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"devbox.example", "devbox.example:9001", "devbox.example.evil.test:9000", "*"})
  void a6_likeAnAddedHost_isRefused(String host) {
    AccessRequest request =
        new AccessRequest("/x", List.of(host), List.of(), List.of(token.reveal()));

    assertThat(status(policy(List.of("devbox.example:9000")).decide(request, Requirement.TOKEN)))
        .isEqualTo(403);
  }

  @Test
  void hostOfASocket_isServedAndIsNobodysOrigin() {
    String host = "mpm-monitor.invalid";

    assertThat(status(decide(Requirement.OPEN, List.of(host), List.of(), List.of())))
        .isEqualTo(200);
    assertThat(
            status(decide(Requirement.OPEN, List.of(host), List.of("http://" + host), List.of())))
        .isEqualTo(403);
  }

  @Test
  void a7_noHostOrTwo_isNoValidRequest() {
    assertThat(status(decide(Requirement.OPEN, List.of(), List.of(), List.of()))).isEqualTo(400);
    assertThat(status(decide(Requirement.OPEN, List.of(HOST, HOST), List.of(), List.of())))
        .isEqualTo(400);
  }

  @Test
  void a7_targetThatIsNoPath_isNoValidRequest() {
    AccessRequest request =
        new AccessRequest("http://evil.test/", List.of(HOST), List.of(), List.of());
    assertThat(status(policy.decide(request, Requirement.OPEN))).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1:8765.evil",
        "http://localhost:8765@evil",
        "http://127.0.0.1:8766",
        "http://127.0.0.1",
        "https://127.0.0.1:8765",
        "http://10.0.0.1:8765",
        "http://[::2]:8765",
        "http://127.0.0.1:8765/",
        "file://",
        "chrome-extension://abc"
      })
  void a5_foreignOrigin_isRefusedWithTheRightToken(String origin) {
    for (Requirement requirement : Requirement.values()) {
      assertThat(
              status(decide(requirement, List.of(HOST), List.of(origin), List.of(token.reveal()))))
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8765", "http://localhost:8765", "HTTP://LOCALHOST:8765"})
  void a5_ownOrigin_isServed(String origin) {
    assertThat(status(decide(Requirement.OPEN, List.of(HOST), List.of(origin), List.of())))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Requirement.class)
  void a4_opaqueOrigin_needsTheTokenEverywhere(Requirement requirement) {
    assertThat(status(decide(requirement, List.of(HOST), List.of("null"), List.of())))
        .isEqualTo(401);
    assertThat(status(decide(requirement, List.of(HOST), List.of("null"), List.of(token.reveal()))))
        .isEqualTo(200);
  }

  @Test
  void twoOrigins_isNoValidRequest() {
    String own = "http://127.0.0.1:8765";
    assertThat(status(decide(Requirement.OPEN, List.of(HOST), List.of(own, own), List.of())))
        .isEqualTo(400);
  }

  @Test
  void a8_wrongTokens_areRefused() {
    String right = token.reveal();
    for (String wrong :
        List.of(
            "",
            right.substring(1),
            right.substring(0, right.length() - 1),
            right + "x",
            right.toLowerCase(java.util.Locale.ROOT) + "?",
            "x".repeat(1 << 20))) {
      assertThat(status(decide(Requirement.TOKEN, List.of(HOST), List.of(), List.of(wrong))))
          .isEqualTo(401);
      assertThat(
              status(
                  decide(Requirement.TOKEN_NOW_OR_SOON, List.of(HOST), List.of(), List.of(wrong))))
          .isEqualTo(401);
    }
  }

  @Test
  void a8_theRightTokenTwice_isRefused() {
    String right = token.reveal();
    assertThat(status(decide(Requirement.TOKEN, List.of(HOST), List.of(), List.of(right, right))))
        .isEqualTo(401);
  }

  @Test
  void handshakeWithoutToken_isLetInAsNobody() {
    assertThat(decide(Requirement.TOKEN_NOW_OR_SOON, List.of(HOST), List.of(), List.of()))
        .isEqualTo(new Decision.Allow(Holder.NOBODY));
    assertThat(
            decide(
                Requirement.TOKEN_NOW_OR_SOON, List.of(HOST), List.of(), List.of(token.reveal())))
        .isEqualTo(new Decision.Allow(Holder.OWNER));
  }

  @Test
  void reasons_neverHoldTheToken() {
    String shown = "S".repeat(43);
    Decision decision = decide(Requirement.TOKEN, List.of(HOST), List.of(), List.of(shown));
    assertThat(decision.toString()).doesNotContain(shown).doesNotContain(token.reveal());
  }

  @Test
  void decide_producerToken_addsEventsAndNothingElse() {
    List<String> shown = List.of(producer.reveal());
    assertThat(decide(Requirement.PRODUCER, List.of(HOST), List.of(), shown))
        .isEqualTo(new Decision.Allow(Holder.PRODUCER));
    assertThat(status(decide(Requirement.TOKEN, List.of(HOST), List.of(), shown))).isEqualTo(401);
    assertThat(decide(Requirement.TOKEN_NOW_OR_SOON, List.of(HOST), List.of(), shown))
        .as("a transport that must show it again")
        .isEqualTo(new Decision.Allow(Holder.PRODUCER));
    for (Role role : Role.values()) {
      assertThat(status(policy.decideLateToken(producer.reveal(), role)))
          .as("%s", role)
          .isEqualTo(role == Role.PRODUCER ? 200 : 401);
    }
    assertThat(status(decide(Requirement.PRODUCER, List.of(HOST), List.of("null"), shown)))
        .isEqualTo(401);
  }

  @Test
  void decide_openRoute_asksForNoTokenAndTakesNoneForTrue() {
    for (String shown : List.of(token.reveal(), producer.reveal(), "wrong")) {
      assertThat(decide(Requirement.OPEN, List.of(HOST), List.of(), List.of(shown)))
          .isEqualTo(new Decision.Allow(Holder.NOBODY));
    }
  }

  @Test
  void decide_ownersToken_addsEventsToo() {
    List<String> shown = List.of(token.reveal());
    assertThat(status(decide(Requirement.PRODUCER, List.of(HOST), List.of(), shown)))
        .isEqualTo(200);
    assertThat(status(decide(Requirement.PRODUCER, List.of(HOST), List.of(), List.of())))
        .isEqualTo(401);
  }
}
