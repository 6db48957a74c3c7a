package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for files that must not be shown, over each transport: the same answer everywhere. */
class FileFaultsTest {

  private static final String SECRET = "nobody may read this";

  @TempDir Path temp;

  private TestDaemon daemon;
  private RawClient dashboard;
  private RawClient producer;
  private Path folder;
  private int published;

  @BeforeEach
  void start() throws Exception {
    temp = temp.toRealPath();
    folder = Files.createDirectory(temp.resolve("app"));
    Files.writeString(folder.resolve("README.md"), "read me\n");
    Files.writeString(temp.resolve("outside.txt"), SECRET);
    daemon = TestDaemon.start();
    dashboard = daemon.connect("dashboard");
    producer = daemon.connect("producer");
    saw(folder.resolve("README.md").toString());
  }

  @AfterEach
  void stop() {
    dashboard.close();
    producer.close();
    daemon.close();
  }

  /** A session in the folder has read that file. */
  private void saw(String path) {
    saw(folder, path);
  }

  private void saw(Path cwd, String path) {
    ObjectNode event = TestDaemon.event("e" + published++, "s");
    event.withObject("data").put("hook_event_name", "PreToolUse").put("tool_name", "Read");
    event.withObject("data").put("cwd", cwd.toString());
    event.withObject("data").putObject("tool_input").put("file_path", path);
    producer.send(TestDaemon.publish(List.of(event)));
    await().until(() -> daemon.health().path("events_stored").asInt() == published);
  }

  /** What a request gave: the same over both transports. */
  private record Given(int status, JsonNode body) {

    boolean isSuccess() {
      return body.path("success").asBoolean();
    }
  }

  private Given ask(String path) throws Exception {
    String query = "file_path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    HttpResponse<String> http = daemon.send(daemon.request("/api/file-content?" + query));
    assertThat(http.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(http.headers().firstValue("x-content-type-options")).contains("nosniff");
    JsonNode body = Json.parse(http.body());

    int before = dashboard.events("file_content_response").size();
    dashboard.send("42[\"read_file\"," + Json.text(Json.object().put("file_path", path)) + "]");
    await().until(() -> dashboard.events("file_content_response").size() > before);
    assertThat(dashboard.events("file_content_response").get(before)).isEqualTo(body);

    assertThat(http.body()).doesNotContain(SECRET);
    return new Given(http.statusCode(), body);
  }

  private int statusOfTarget(String target) {
    return RawHttp.status(
        RawHttp.get(
            daemon.port(),
            target,
            "Host: 127.0.0.1:" + daemon.port(),
            "Authorization: Bearer " + daemon.token()));
  }

  @Test
  void seenFile_isShownInTheSeedsShape() throws Exception {
    Given given = ask(folder.resolve("README.md").toString());
    assertThat(given.status()).isEqualTo(200);
    assertThat(given.body())
        .isEqualTo(
            Json.parse(
                "{\"success\":true,\"file_path\":\"%s/README.md\",\"content\":\"read me\\n\",\"file_size\":8,\"extension\":\".md\",\"encoding\":\"utf-8\"}"
                    .formatted(folder)));
  }

  @Test
  void f4_folderOfTheSession_isRefusedAsAFolder() throws Exception {
    saw(folder.toString());

    Given given = ask(folder.toString());

    assertThat(given.status()).isEqualTo(403);
    assertThat(given.body().path("error").asText())
        .isEqualTo("Access denied: this is a folder, not a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s/../outside.txt",
        "%s/README.md/../../outside.txt",
        "%s/..\\outside.txt",
        "%s/%%2e%%2e/outside.txt",
        "%s/%%252e%%252e/outside.txt",
        "%s/..%%2foutside.txt",
        "%s/..%%5coutside.txt",
        "%s//../outside.txt",
        "%s/./README.md",
        "%s//README.md",
        "%s/README.md/",
        "%s/README.md.",
        "%s/README.md ",
        "%s/README.md;x",
        "%s/README.md?raw??",
        "%s/README.md#x"
      })
  void f1_disguisedPaths_areRefused(String shape) throws Exception {
    Given given = ask(shape.formatted(folder));
    assertThat(given.status()).isIn(403, 404);
    assertThat(given.isSuccess()).isFalse();
    assertThat(given.body().path("error").asText()).isNotEmpty();
  }

  @Test
  void f1_targetsAreDecodedOnce() {
    String file = "/api/file-content?file_path=" + folder;
    assertThat(statusOfTarget(file + "/README.md")).isEqualTo(200);
    assertThat(statusOfTarget(file + "/%52EADME.md")).isEqualTo(200);
    for (String shape :
        List.of(
            "/%2e%2e/outside.txt",
            "/%252e%252e/outside.txt",
            "/%2552EADME.md",
            "/..%2foutside.txt",
            "/..%5coutside.txt",
            "/README.md?raw??",
            "/README.md%23x")) {
      assertThat(statusOfTarget(file + shape)).as(shape).isIn(403, 404);
    }
    assertThat(statusOfTarget("/api/file-content/../file-content?file_path=x")).isEqualTo(404);
    assertThat(statusOfTarget("/api/file-content/?file_path=x")).isEqualTo(404);
  }

  @Test
  void f2_siblingWithTheSameBeginning_isRefused() throws Exception {
    Path sibling = Files.createDirectory(temp.resolve("app-secret"));
    Path file = Files.writeString(sibling.resolve("x"), SECRET);
    saw(file.toString());
    assertThat(ask(file.toString()).status()).isEqualTo(403);
  }

  @Test
  void f3_linkOutOfTheFolder_isRefused() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), temp.resolve("outside.txt"));
    saw(link.toString());
    assertThat(ask(link.toString()).status()).isEqualTo(403);

    Path folderLink = Files.createSymbolicLink(folder.resolve("up"), temp);
    saw(folderLink.resolve("outside.txt").toString());
    assertThat(ask(folderLink.resolve("outside.txt").toString()).status()).isEqualTo(403);
  }

  @Test
  void f3_linkInsideTheFolder_isFollowed() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("inner"), folder.resolve("README.md"));
    saw(link.toString());
    assertThat(ask(link.toString()).body().path("content").asText()).isEqualTo("read me\n");
  }

  @Test
  void f3_exchangedWhileAsked_neverShowsTheOther() throws Exception {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.writeString(open.resolve("outside.txt"), "harmless");
    Path file = folder.resolve("dir").resolve("outside.txt");
    Path dir = folder.resolve("dir");
    Files.createSymbolicLink(dir, open);
    saw(file.toString());
    AtomicBoolean racing = new AtomicBoolean(true);
    Thread racer =
        new Thread(
            () -> {
              try {
                for (boolean out = true; racing.get(); out = !out) {
                  Path fresh = folder.resolve("fresh");
                  Files.createSymbolicLink(fresh, out ? temp : open);
                  Files.move(fresh, dir, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                }
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            },
            "racer");
    racer.start();
    String query = "/api/file-content?file_path=" + file;
    List<Integer> statuses = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        HttpResponse<String> answer = daemon.send(daemon.request(query));
        assertThat(answer.body()).doesNotContain(SECRET);
        statuses.add(answer.statusCode());
      }
    } finally {
      racing.set(false);
      racer.join();
    }
    assertThat(statuses).contains(200, 403).containsOnly(200, 403);
  }

  @Test
  void f4_whatIsNoRegularFile_isRefusedAtOnce() throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path device = Files.createSymbolicLink(folder.resolve("zero"), Path.of("/dev/zero"));
    Path socket = folder.resolve("socket");
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
      for (Path path : List.of(fifo, directory, device, socket)) {
        saw(path.toString());
        assertThat(ask(path.toString()).status()).as(path.toString()).isEqualTo(403);
      }
    }
    saw(Path.of("/proc"), "/proc/self/environ");
    assertThat(ask("/proc/self/environ").status()).isEqualTo(403);
    saw(Path.of("/dev"), "/dev/zero");
    assertThat(ask("/dev/zero").status()).isEqualTo(403);
  }

  @Test
  void f4_largeFiles_areRefusedWithoutBeingRead() throws Exception {
    Path sparse = folder.resolve("sparse");
    try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
      file.setLength(5L << 30);
    }
    saw(sparse.toString());
    assertThat(ask(sparse.toString()).status()).isEqualTo(413);

    Path exact =
        Files.write(folder.resolve("exact"), "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
    saw(exact.toString());
    assertThat(ask(exact.toString()).status()).isEqualTo(200);
    Files.writeString(exact, "x".repeat((1 << 20) + 1));
    assertThat(ask(exact.toString()).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env",
        ".env.local",
        "server.pem",
        "SERVER.PEM",
        "id_ed25519",
        "id_rsa.pub",
        ".git/config",
        ".npmrc",
        ".netrc",
        ".claude/.credentials.json",
        ".claude/x/my-credentials-2",
        "credentials",
        "aws/credentials.json",
        ".ssh/known_hosts"
      })
  void f5_filesOfSecrets_areRefusedByName(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, SECRET);
    saw(file.toString());
    assertThat(ask(file.toString()).status()).isEqualTo(403);

    Path link = Files.createSymbolicLink(folder.resolve("harmless.txt"), file);
    saw(link.toString());
    assertThat(ask(link.toString()).status()).isEqualTo(403);
  }

  @Test
  void f5_secretsInOtherFiles_areTakenOut() throws Exception {
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    Path file = Files.writeString(folder.resolve("notes.txt"), "my token is " + token + ", sh\n");
    saw(file.toString());
    Given given = ask(file.toString());
    assertThat(given.status()).isEqualTo(200);
    assertThat(given.body().path("content").asText())
        .startsWith("my token is ")
        .doesNotContain(token)
        .contains("redacted");
  }

  @Test
  void f6_fileThatNoEventNamed_isRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("unseen.txt"), SECRET);
    assertThat(ask(file.toString()).status()).isEqualTo(403);
    saw(file.toString());
    daemon.send(daemon.request("/api/v1/sessions/s").DELETE());
    assertThat(ask(file.toString()).status()).as("forgotten").isEqualTo(403);
  }

  @Test
  void f6_relativePaths_needASessionsFolder() throws Exception {
    String query = "/api/file-content?file_path=README.md";
    assertThat(daemon.send(daemon.request(query)).statusCode()).isEqualTo(400);
    assertThat(daemon.send(daemon.request(query + "&working_dir=" + folder)).statusCode())
        .isEqualTo(200);
    assertThat(daemon.send(daemon.request(query + "&working_dir=/")).statusCode()).isEqualTo(403);
    assertThat(daemon.send(daemon.request(query + "&working_dir=" + temp)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void f7_strangeNames_areNoPath() throws Exception {
    for (String name :
        List.of(
            "/a\u0000b",
            "/a\nb",
            "C:\\Windows\\win.ini",
            "C:/Windows/win.ini",
            "\\\\server\\share\\x",
            folder + "/README.md::$DATA")) {
      assertThat(ask(name).status()).as(name).isEqualTo(400);
    }
  }

  @Test
  void f7_endlessName_isNoPath() {
    String name = "/" + "x".repeat(4_096);
    assertThat(statusOfTarget("/api/file-content?file_path=" + name)).isEqualTo(400);
    dashboard.send("42[\"read_file\"," + Json.text(Json.object().put("file_path", name)) + "]");
    await().until(() -> dashboard.events("file_content_response").size() == 1);
    assertThat(dashboard.events("file_content_response").get(0).path("error").asText())
        .isEqualTo("file_path is no path of this machine");
  }

  @Test
  void f7_nonAsciiName_isServedWhereTheSystemCanNameIt() throws Exception {
    String name = folder + "/grüße.md";
    if (System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8")) {
      Files.writeString(Path.of(name), "moin");
      saw(name);
      assertThat(ask(name).body().path("content").asText()).isEqualTo("moin");
    } else {
      System.out.println("f7: this locale cannot name a file with an umlaut");
      assertThat(ask(name).status()).isEqualTo(400);
    }
  }

  @Test
  void f8_whatABrowserWouldRender_isPlainText() throws Exception {
    String page = "<html><script>alert(1)</script></html>";
    Path html = Files.writeString(folder.resolve("x.html"), page);
    Path svg = Files.writeString(folder.resolve("x.svg"), "<svg onload='alert(1)'/>");
    Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe4});
    Path binary = Files.write(folder.resolve("x.bin"), new byte[] {1, 0, 2});
    for (Path file : List.of(html, svg, latin, binary)) {
      saw(file.toString());
    }
    assertThat(ask(html.toString()).body().path("content").asText()).isEqualTo(page);
    assertThat(ask(svg.toString()).status()).isEqualTo(200);
    assertThat(ask(latin.toString()).body().path("content").asText()).isEqualTo("aä");
    assertThat(ask(latin.toString()).body().path("encoding").asText()).isEqualTo("latin-1");
    assertThat(ask(binary.toString()).status()).isEqualTo(415);
  }

  @Test
  void f9_everyRequestAboutAFile_goesThroughTheSameGuard() throws Exception {
    String outside = temp.resolve("outside.txt").toString();
    saw(outside);
    String payload = Json.text(Json.object().put("file_path", outside));
    dashboard.send("42[\"check_file_tracked\"," + payload + "]");
    dashboard.send("42[\"check_git_status\"," + payload + "]");
    dashboard.send("42[\"get_git_branch\",\"" + temp + "\"]");
    await().until(() -> !dashboard.events("git_branch_response").isEmpty());
    for (String name :
        List.of("file_tracked_response", "git_status_response", "git_branch_response")) {
      await().until(() -> dashboard.events(name).size() == 1);
      JsonNode answer = dashboard.events(name).get(0);
      assertThat(answer.path("success").asBoolean(true)).as(name).isFalse();
      assertThat(answer.path("error").asText()).as(name).startsWith("Access denied");
    }
    assertThat(daemon.send(daemon.request("/api/git-diff?file=" + outside)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void f9_producer_mayAskForNoFile() {
    producer.send("42[\"read_file\",{\"file_path\":\"" + folder.resolve("README.md") + "\"}]");
    await().until(() -> producer.events("refused").size() == 1);
    assertThat(producer.events("file_content_response")).isEmpty();
  }

  @Test
  void f9_payloadsOfNoShape_areAnsweredAndDisturbNobody() {
    for (String payload : List.of("null", "{}", "[]", "\"x\"", "7", "{\"file_path\":7}")) {
      dashboard.send("42[\"read_file\"," + payload + "]");
    }
    dashboard.send("42[\"read_file\"]");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> dashboard.events("file_content_response").size() == 7);
    assertThat(dashboard.isClosed()).isFalse();
  }
}
