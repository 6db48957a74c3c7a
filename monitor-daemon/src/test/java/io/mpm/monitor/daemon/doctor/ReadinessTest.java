package io.mpm.monitor.daemon.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.home.MonitorHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {

  @TempDir private Path temporary;
  private MonitorHome home;

  @BeforeEach
  void home() throws Exception {
    home = new MonitorHome(temporary.resolve("home"));
    home.prepare();
  }

  private List<String> problems(String config) throws Exception {
    Files.writeString(home.config(), config);
    return new Readiness(home, temporary, Map.of()).problems();
  }

  @Test
  void problems_nothingIsWrong_none() throws Exception {
    assertThat(problems("")).isEmpty();
    assertThat(new Readiness(new MonitorHome(temporary.resolve("none")), temporary, Map.of()))
        .extracting(Readiness::problems)
        .isEqualTo(List.of());
    assertThat(temporary.resolve("none")).doesNotExist();
  }

  @Test
  void problems_namesEverything_alsoBesideABadValue() throws Exception {
    Files.writeString(home.prices(), "{");
    Files.writeString(home.root().resolve("layout"), "99\n");

    assertThat(
            problems(
                """
                log: {debug: maybe}
                dashboard: {folder: /nonexistent}
                redaction: {rules: 'acme ('}
                socketio: {socket: %s}
                proxy: {url: 'http://127.0.0.1:9', token_file: /nonexistent/token}
                """
                    .formatted(temporary.resolve("s".repeat(200)))))
        .satisfiesExactly(
            value -> assertThat(value).contains("log.debug", "maybe"),
            layout -> assertThat(layout).contains("layout: a newer MPM Monitor"),
            folder ->
                assertThat(folder)
                    .startsWith("dashboard.folder (")
                    .endsWith("line 2): /nonexistent is no folder"),
            socket -> assertThat(socket).startsWith("socketio.socket (").contains("is too long"),
            rule -> assertThat(rule).startsWith("redaction.rules (").contains("acme"),
            prices -> assertThat(prices).contains("prices.json", "is not JSON"),
            token -> assertThat(token).contains("/nonexistent/token: there is no such file"));
  }

  @Test
  void problems_history_thatCannotBeOpened_isSaidWithoutTouchingIt() throws Exception {
    String config = "history.enabled: true\n";
    assertThat(problems(config)).isEmpty();
    assertThat(home.history()).doesNotExist();

    Files.writeString(home.history(), "no database");
    assertThat(problems(config))
        .singleElement()
        .asString()
        .startsWith(home.history() + ": is damaged or no history; move it away");
    assertThat(problems("history.enabled: false\n")).isEmpty();
    assertThat(home.history()).hasContent("no database");
  }

  @Test
  void problems_socket_aMissingFolderIsMade_whereItCanBe() throws Exception {
    assertThat(problems("socketio.socket: " + temporary.resolve("new/daemon.sock"))).isEmpty();
    Path file = Files.writeString(temporary.resolve("file"), "");
    assertThat(problems("socketio.socket: " + file.resolve("daemon.sock")))
        .singleElement()
        .asString()
        .endsWith("daemon.sock " + file + " is no folder");
    assertThat(problems("socketio.socket: " + file))
        .singleElement()
        .asString()
        .endsWith("is there and is no socket");
  }
}
