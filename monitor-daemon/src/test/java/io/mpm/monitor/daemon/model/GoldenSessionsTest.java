package io.mpm.monitor.daemon.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.TestDaemon;
import io.mpm.monitor.daemon.model.sessions.SessionSnapshot;
import io.mpm.monitor.daemon.model.sessions.SessionSummary;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a daemon makes of recorded sessions, held to files that a person has read beside the
 * payloads: {@code golden/NAME.json} has the session's state after each event and all that the
 * interface serves of it, {@code golden/NAME.events.ndjson} the events as clients get them, without
 * the data that is in the fixture. {@code refused} is put together, with texts and shapes of
 * several real sessions: what was refused, asked for, or left in the background. The page's own
 * account is held to the same files by {@code golden.test.ts}. {@code -Dmpm.golden.write=true}
 * writes them anew; then read them again.
 */
class GoldenSessionsTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

  private static String get(TestDaemon daemon, String path) {
    var answer = daemon.send(daemon.request(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (MalformedJsonException e) {
      throw new AssertionError(text, e);
    }
  }

  private static TestDaemon daemonThatHeard(List<ObjectNode> events) {
    TestDaemon daemon = TestDaemon.start();
    ObjectNode batch = Json.object().put("v", 1).put("producer", "test");
    batch.putArray("events").addAll(events);
    var body = HttpRequest.BodyPublishers.ofByteArray(Json.bytes(batch));
    HttpRequest.Builder request = daemon.request("/api/v1/events");
    var answer = daemon.send(request.header("Content-Type", "application/json").POST(body));
    assertThat(json(answer.body()).path("accepted").asInt()).isEqualTo(events.size());
    return daemon;
  }

  /** A file of the golden folder as it must be, which is what it becomes when asked for. */
  private static void assertGolden(String file, String actual) throws IOException {
    Path golden = GOLDEN.resolve(file);
    if (Boolean.getBoolean("mpm.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  /** The states that the session goes through, one for each event. */
  private static List<String> states(String name) {
    Story story = new Story();
    List<String> states = new ArrayList<>();
    for (ObjectNode event : Story.recorded(name).told()) {
      story.hook(Instant.parse(event.path("timestamp").asText()), event.path("data"));
      states.add(event.path("hook_event_name").asText() + ": " + story.state());
    }
    return states;
  }

  /**
   * Made-up sessions, with what gets lost, comes twice and comes late: not for a person to read,
   * but the page must come to the same as the daemon.
   */
  @Test
  void madeUpSessions_areWhatTheyWere() throws IOException {
    Story story = new Story();
    StringBuilder wire = new StringBuilder();
    for (PublishedEvent event :
        new ParallelSessions(5, 2, 2, new ParallelSessions.Faults(0.03, 0.05, 80)).events()) {
      ObjectNode told = story.hook(event.timestamp(), event.data());
      told.put("seq", story.told().size());
      wire.append(Json.text(told)).append('\n');
    }
    assertGolden("parallel.events.ndjson", wire.toString());
    assertGolden("parallel.json", Json.text(accounts(story)) + "\n");
  }

  /** How sessions and agents end that nobody tells the end of, as the real client leaves them. */
  @Test
  void lives_areWhatAPersonWouldSay() throws IOException {
    Story story = Story.recorded("lives");
    StringBuilder wire = new StringBuilder();
    int seq = 0;
    for (ObjectNode told : story.told()) {
      told.put("seq", ++seq);
      wire.append(Json.text(told)).append('\n');
    }
    assertGolden("lives.events.ndjson", wire.toString());
    assertGolden("lives.json", accounts(story).toPrettyString() + "\n");
  }

  private static ObjectNode accounts(Story story) {
    ObjectNode accounts = Json.object();
    for (SessionSummary summary : story.account().sessions()) {
      SessionSnapshot session = story.session(summary.id());
      ObjectNode account = accounts.putObject(summary.id());
      account.set("session", summary.json(summary.lastActivity(), ""));
      account.set("tools", session.toolsJson().path("tools"));
      account.set("agents", session.agentsJson().path("agents"));
      account.set("files", session.filesJson().path("files"));
    }
    return accounts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"explore", "interactive", "agents", "refused"})
  void recordedSession_isAsAPersonWouldSay(String name) throws IOException {
    List<ObjectNode> events = TestDaemon.recorded(name);
    String session = events.get(0).path("data").path("session_id").asText();
    String path = "/api/v1/sessions/" + session;
    try (TestDaemon daemon = daemonThatHeard(events)) {
      ObjectNode account = Json.object();
      ArrayNode states = account.putArray("states");
      states(name).forEach(states::add);
      account.set("session", json(get(daemon, path)));
      for (String part : List.of("tools", "agents", "files")) {
        account.set(part, json(get(daemon, path + "/" + part)).path(part));
      }
      assertGolden(name + ".json", account.toPrettyString() + "\n");

      StringBuilder wire = new StringBuilder();
      for (JsonNode event : json(get(daemon, "/api/v1/events?limit=1000")).path("events")) {
        wire.append(Json.text(((ObjectNode) event).without("data"))).append('\n');
      }
      assertGolden(name + ".events.ndjson", wire.toString());
    }
  }
}
