package io.mpm.monitor.daemon.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerTest {

  @TempDir private Path temporary;
  @TempDir private Path scratch;

  private Firing fire(ObjectNode handler) throws InterruptedException {
    Map<String, String> environment =
        Map.of("PATH", temporary + ":/usr/bin:/bin", "OUT", temporary.toString());
    return new CommandTrigger(environment, temporary, scratch)
        .fire(handler, "{\"é\":1}".getBytes(UTF_8));
  }

  private static ObjectNode shell(String line) {
    return Json.object().put("type", "command").put("command", line).put("timeout", 5);
  }

  private static String reason(Firing firing) {
    assertThat(firing).isInstanceOf(Firing.Failed.class);
    return ((Firing.Failed) firing).reason();
  }

  @Test
  void command_shellFormGetsThePayload() throws Exception {
    assertThat(fire(shell("cat > \"$OUT/got\" && test \"$PWD\" -ef \"$CLAUDE_PROJECT_DIR\"")))
        .isInstanceOf(Firing.Silent.class);
    assertThat(temporary.resolve("got")).hasContent("{\"é\":1}");
  }

  @Test
  void command_execFormNeedsNoQuotes() throws Exception {
    Path program =
        Files.writeString(temporary.resolve("my 'hook' $x"), "#!/bin/sh\ncat > \"$OUT/$1\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    ObjectNode handler = shell(program.toString());
    handler.putArray("args").add("a b");
    assertThat(fire(handler)).isInstanceOf(Firing.Silent.class);
    assertThat(temporary.resolve("a b")).exists();

    ObjectNode byName = shell(program.getFileName().toString());
    byName.putArray("args").add("named");
    assertThat(fire(byName)).isInstanceOf(Firing.Silent.class);
  }

  @Test
  void command_whatWouldDisturbASessionIsNamed() throws Exception {
    assertThat(reason(fire(shell("exit 2")))).isEqualTo("ended with exit code 2");
    assertThat(reason(fire(shell("echo oops >&2; exit 1"))))
        .isEqualTo("ended with exit code 1: oops");
    assertThat(reason(fire(shell("echo hello"))))
        .isEqualTo("printed what Claude would read: hello");
    assertThat(reason(fire(shell("no-such-program-here")))).startsWith("ended with exit code 127");
    assertThat(reason(fire(shell("exec sleep 30").put("timeout", 1))))
        .isEqualTo("has not ended within its 1 s");
    ObjectNode missing = shell("no-such-program-here");
    missing.putArray("args");
    assertThat(reason(fire(missing)))
        .isEqualTo("there is no program no-such-program-here on the PATH");
  }

  @Test
  void http_answersAreReadAsClaudeCodeReadsThem() throws Exception {
    List<String> authorizations = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    answer(server, "/good", 204, "", authorizations);
    answer(server, "/talks", 200, "ok", authorizations);
    answer(server, "/denies", 401, "no", authorizations);
    answer(server, "/breaks", 500, "", authorizations);
    server.start();
    int port = server.getAddress().getPort();
    try {
      assertThat(post(port, "/good")).isInstanceOf(Firing.Silent.class);
      assertThat(authorizations).containsExactly("Bearer t0ken");
      assertThat(reason(post(port, "/talks")))
          .isEqualTo("was answered with text, which Claude Code takes for an error");
      assertThat(reason(post(port, "/denies")))
          .isEqualTo("the daemon does not know the token: $UNSET is not set here");
      assertThat(reason(post(port, "/breaks"))).isEqualTo("was answered HTTP 500");
    } finally {
      server.stop(0);
    }
    assertThat(reason(post(port, "/good"))).isEqualTo("nobody listens on port " + port);
  }

  private static Firing post(int port, String path) {
    ObjectNode handler =
        Json.object()
            .put("type", "http")
            .put("url", "http://127.0.0.1:" + port + path)
            .put("timeout", 5);
    handler.putObject("headers").put("Authorization", "Bearer ${TOKEN}$UNSET$PRIVATE");
    handler.putArray("allowedEnvVars").add("TOKEN").add("UNSET");
    return new HttpTrigger(Map.of("TOKEN", "t0ken", "PRIVATE", "x")).fire(handler, new byte[0]);
  }

  private static void answer(
      HttpServer server, String path, int status, String body, List<String> authorizations) {
    server.createContext(
        path,
        exchange -> {
          if (path.equals("/good")) {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          }
          exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
          try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
          } catch (IOException e) {
            // An answer without a body has none to write to.
          }
          exchange.close();
        });
  }

  @Test
  void http_aVariableThatIsNotAllowedIsEmpty() {
    HttpTrigger trigger = new HttpTrigger(Map.of("A", "1", "B", "$A"));
    assertThat(trigger.filled("$A-${A}-$B-$", Set.of("A"))).isEqualTo("1-1--$");
    assertThat(trigger.filled("$B", Set.of("B"))).isEqualTo("$A");
  }
}
