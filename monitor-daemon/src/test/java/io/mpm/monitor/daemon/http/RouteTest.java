package io.mpm.monitor.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.access.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RouteTest {

  private static Route route(String path) {
    return Route.get(
        path, Requirement.TOKEN, call -> CompletableFuture.completedFuture(Answer.empty(204)));
  }

  private static Query query(String name, String... values) {
    return new Query(Map.of(name, List.of(values)));
  }

  @Test
  void match_wholePath() {
    assertThat(route("/a/b").match("/a/b")).contains(Map.of());
    assertThat(route("/a/b").match("/a")).isEmpty();
    assertThat(route("/a/b").match("/a/b/")).isEmpty();
    assertThat(route("/a/b").match("/a/bc")).isEmpty();
  }

  @Test
  void match_below() {
    assertThat(route("/a").andBelow().match("/a")).isPresent();
    assertThat(route("/a").andBelow().match("/a/b/c")).isPresent();
    assertThat(route("/a").andBelow().match("/ab")).isEmpty();
  }

  @Test
  void match_namedPart_isDecodedOnce() {
    Route route = route("/s/{id}/export");
    assertThat(Router.decoded(route.match("/s/a%20b+c/export").orElseThrow()))
        .isEqualTo(Map.of("id", "a b+c"));
    assertThat(Router.decoded(route.match("/s/%252e%2f/export").orElseThrow()))
        .isEqualTo(Map.of("id", "%2e/"));
    assertThat(route.match("/s//export")).isEmpty();
    assertThat(route.match("/s/a/b/export")).isEmpty();
  }

  @Test
  void query_badValues_areNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> query("limit", "many\n").number("limit", 1, 1, 9))
        .hasMessage("limit must be a whole number from 1 to 9: many?");
    assertThatThrownBy(() -> query("limit", "10").number("limit", 1, 1, 9))
        .hasMessage("limit must be a whole number from 1 to 9: 10");
    assertThatThrownBy(() -> query("limit", "1", "2").number("limit", 1, 1, 9))
        .hasMessage("limit is given more than once");
    assertThatThrownBy(() -> query("limt", "1").requireOnly(Set.of("since", "limit")))
        .hasMessage("there is no parameter limt here; known are limit, since");
    assertThat(query("limit", "").number("limit", 7, 1, 9)).isEqualTo(7);
  }
}
