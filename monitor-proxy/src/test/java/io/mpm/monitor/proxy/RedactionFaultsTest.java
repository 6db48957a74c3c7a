package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in events leave this machine's hooks and are seen by nobody. */
class RedactionFaultsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path folder;
  private MonitorHome home;
  private SpoolWriter spool;
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final LogLines log = new LogLines();
  private RunningProxy proxy;

  @BeforeEach
  void start() throws IOException {
    home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    spool = new SpoolWriter(home.spool());
    Logger.getLogger("").addHandler(log);
    proxy = new RunningProxy(home, TestSettings.idleAfter(Duration.ofHours(1)));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.end();
    daemon.close();
    Logger.getLogger("").removeHandler(log);
  }

  @Test
  void r1_secretsAreInNothingThatIsPublishedLoggedOrCounted() throws Exception {
    daemon.startIn(home);
    spool.event(FakeSecrets.payload("s1"));
    spool.event("[\"" + FakeSecrets.ALL.get(0) + "\"]");
    proxy.start();

    await().atMost(LONG).until(() -> daemon.held().size() == 1);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).setAside() == 1);
    proxy.end();

    assertNoSecret(daemon.batches.toString());
    assertThat(log.text()).contains("set aside");
    assertNoSecret(log.text());
    assertNoSecret(textUnder(home.run()));
    JsonNode data = daemon.held().get(0).path("data");
    assertThat(data.path("session_id").asText()).isEqualTo("s1");
    assertThat(data.path("tool_input").path("command").asText()).contains("[redacted:");
    JsonNode redacted = counters().path("redacted");
    assertThat(redacted.size()).as("rules that found something: %s", redacted).isGreaterThan(3);
  }

  @Test
  void r1_whatWaitsAndWhatIsSetAsideHoldsNoSecretAfterSeconds() throws Exception {
    spool.event(FakeSecrets.payload("s1"));
    spool.event("[\"" + FakeSecrets.ALL.get(0) + "\"]");
    spool.event("{\"torn\":\"" + FakeSecrets.ALL.get(1));
    proxy.start();

    await().atMost(LONG).untilAsserted(() -> assertNoSecret(textUnder(home.root())));

    // Nobody is there to take it: the id must be that of a second proxy's reading, too.
    daemon.startIn(home);
    await().atMost(LONG).until(() -> daemon.held().size() == 1);
    assertNoSecret(daemon.batches.toString());
  }

  @Test
  void r2_longTextsAreCutAndCounted() throws Exception {
    daemon.startIn(home);
    spool.event("{\"prompt\":\"" + "word ".repeat(40_000) + FakeSecrets.ALL.get(1) + "\"}");
    proxy.start();

    await().atMost(LONG).until(() -> daemon.held().size() == 1);
    proxy.end();

    assertNoSecret(daemon.batches.toString());
    assertThat(counters().path("truncated").path("texts").asInt()).isEqualTo(1);
    assertThat(counters().path("truncated").path("characters").asInt()).isGreaterThan(100_000);
  }

  private JsonNode counters() throws Exception {
    return Json.parse(Files.readAllBytes(home.proxyRecord())).path("counters");
  }

  private static String textUnder(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  static void assertNoSecret(String text) {
    assertThat(text).doesNotContain(FakeSecrets.ALL);
  }

  /** Everything that is logged. */
  private static final class LogLines extends Handler {

    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    synchronized String text() {
      return String.join("", lines);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
