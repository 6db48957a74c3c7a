package io.mpm.monitor.it.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The system's WebKitGTK, which has Safari's engine, with one tab on a screen of its own that
 * nobody sees, spoken to by WebDriver.
 */
public final class WebKit implements Engine {

  private static final Path DRIVER = Path.of("/usr/bin/WebKitWebDriver");
  private static final Path SCREEN = Path.of("/usr/bin/Xvfb");

  /**
   * What the driver does not tell is noted in the page. A violation from before is reported too.
   */
  private static final String NOTING =
      """
      window.problems = [];
      addEventListener('error', event => problems.push(event.message));
      addEventListener('unhandledrejection', event => problems.push(String(event.reason)));
      new ReportingObserver(reports => problems.push(...reports.map(({body}) => JSON.stringify(body))), {buffered: true})
        .observe();
      const {error} = console;
      console.error = (...all) => { problems.push(all.join(' ')); error.apply(console, all); };
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process screen;
  private final Process driver;
  private final String address;
  private final String session;

  /**
   * Starts one.
   *
   * @param folder where its profile is, and what the page saves
   */
  public WebKit(Path folder) {
    int port = Installation.freePort();
    address = "http://127.0.0.1:" + port;
    try {
      screen =
          new ProcessBuilder(
                  SCREEN.toString(),
                  "-displayfd",
                  "1",
                  "-nolisten",
                  "tcp",
                  "-screen",
                  "0",
                  "1440x1000x24")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String display = screen.inputReader(StandardCharsets.UTF_8).readLine();
      assertThat(display).as("Xvfb's display").isNotNull();
      ProcessBuilder builder =
          new ProcessBuilder(DRIVER.toString(), "--port=" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("driver.log").toFile());
      builder.environment().putAll(environment(folder, ":" + display));
      driver = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session = "/session/" + startSession();
    resize(1440, 900);
  }

  private String startSession() {
    try {
      await().ignoreException(UncheckedIOException.class).until(() -> get("/status") != null);
      ObjectNode wanted = Json.object();
      wanted.putObject("capabilities");
      return post("/session", wanted).path("sessionId").asText();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private static Map<String, String> environment(Path folder, String display) {
    return Map.ofEntries(
        Map.entry("DISPLAY", display),
        Map.entry("GDK_BACKEND", "x11"),
        Map.entry("HOME", folder.toString()),
        Map.entry("LIBGL_ALWAYS_SOFTWARE", "1"),
        Map.entry("NO_AT_BRIDGE", "1"),
        // Tests may run as root.
        Map.entry("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1"),
        // Half the work of having a graphics card imitated.
        Map.entry("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1"),
        Map.entry("XDG_RUNTIME_DIR", folder.toString()));
  }

  /** Why there is none on this machine, if so. */
  public static Optional<String> missing() {
    return DRIVER.toFile().canExecute() && SCREEN.toFile().canExecute()
        ? Optional.empty()
        : Optional.of(
            "no WebKitWebDriver or no Xvfb on this machine; apt-get install webkit2gtk-driver xvfb");
  }

  @Override
  public void open(String url) {
    post(session + "/url", Json.object().put("url", url));
    note();
  }

  @Override
  public void reload() {
    post(session + "/refresh", Json.object());
    note();
  }

  @Override
  public void back() {
    post(session + "/back", Json.object());
    note();
  }

  private void note() {
    run(NOTING);
  }

  @Override
  public void resize(int width, int height) {
    post(session + "/window/rect", Json.object().put("width", width).put("height", height));
  }

  @Override
  public String text(String expression) {
    return run("return (" + expression.strip() + ");").asText();
  }

  private JsonNode run(String script) {
    ObjectNode asked = Json.object().put("script", script);
    asked.putArray("args");
    return post(session + "/execute/sync", asked);
  }

  @Override
  public void act(ObjectNode device) {
    ObjectNode asked = Json.object();
    asked.putArray("actions").add(device);
    post(session + "/actions", asked);
  }

  @Override
  public List<String> problems() {
    return texts(run("return problems;"));
  }

  @Override
  public List<String> requests() {
    return texts(run("return performance.getEntriesByType('resource').map(({name}) => name);"));
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Override
  public byte[] picture() {
    return Base64.getDecoder().decode(get(session + "/screenshot").asText());
  }

  private JsonNode get(String path) {
    return ask(HttpRequest.newBuilder(URI.create(address + path)));
  }

  private JsonNode post(String path, ObjectNode body) {
    return ask(
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body))));
  }

  private JsonNode ask(HttpRequest.Builder asked) {
    HttpRequest request = asked.timeout(Duration.ofSeconds(PATIENCE_SECONDS)).build();
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode body = Json.parse(answer.body());
      assertThat(answer.statusCode()).as("%s: %s", request, body).isEqualTo(200);
      return body.path("value");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    Engine.end(driver);
    Engine.end(screen);
  }
}
