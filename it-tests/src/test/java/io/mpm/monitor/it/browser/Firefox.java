package io.mpm.monitor.it.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system's Firefox without a window and with one tab, spoken to by the WebDriver BiDi that is
 * built into it: no driver is needed.
 */
public final class Firefox implements AutoCloseable {

  private static final List<String> PROGRAMS =
      List.of("/usr/bin/firefox-esr", "/usr/bin/firefox", "/snap/bin/firefox");
  private static final Pattern LISTENS = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");
  private static final long PATIENCE_SECONDS = 60;

  /** It looks nobody up and fetches nothing of its own. */
  private static final String QUIET =
      """
      user_pref("app.normandy.enabled", false);
      user_pref("app.update.enabled", false);
      user_pref("browser.shell.checkDefaultBrowser", false);
      user_pref("datareporting.policy.dataSubmissionEnabled", false);
      user_pref("extensions.getAddons.cache.enabled", false);
      user_pref("network.captive-portal-service.enabled", false);
      user_pref("network.connectivity-service.enabled", false);
      user_pref("services.settings.server", "data:,");
      user_pref("toolkit.telemetry.enabled", false);
      """;

  private final Process process;
  private final Conversation conversation;
  private final String tab;

  /**
   * Starts one.
   *
   * @param folder an empty one for its profile
   */
  public Firefox(Path program, Path folder) {
    try {
      Path profile = Files.createDirectories(folder.resolve("profile"));
      Files.writeString(profile.resolve("user.js"), QUIET);
      ProcessBuilder builder =
          new ProcessBuilder(
              program.toString(),
              "--headless",
              "--no-remote",
              "--width=1440",
              "--height=900",
              "--remote-debugging-port=0",
              "--profile",
              profile.toString());
      builder.environment().put("HOME", folder.toString());
      process = builder.redirectErrorStream(true).start();
      conversation = new Conversation(address(process.inputReader(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    conversation.ask("session.new", Json.object().set("capabilities", Json.object()));
    ObjectNode events = Json.object();
    events.putArray("events").add("log.entryAdded").add("network.beforeRequestSent");
    conversation.ask("session.subscribe", events);
    tab =
        conversation
            .ask("browsingContext.create", Json.object().put("type", "tab"))
            .path("context")
            .asText();
  }

  /** Where the system has one, if it does. */
  public static Optional<Path> find() {
    return PROGRAMS.stream().map(Path::of).filter(path -> path.toFile().canExecute()).findFirst();
  }

  /** What it says from then on is read too, so that it is never held up by us. */
  private static URI address(BufferedReader said) {
    CompletableFuture<URI> address = new CompletableFuture<>();
    Thread reader = new Thread(() -> listen(said, address), "firefox-output");
    reader.setDaemon(true);
    reader.start();
    return Conversation.got(address);
  }

  private static void listen(BufferedReader said, CompletableFuture<URI> address) {
    StringBuilder all = new StringBuilder();
    try {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        all.append(line).append('\n');
        Matcher listens = LISTENS.matcher(line);
        if (listens.find()) {
          address.complete(URI.create(listens.group(1) + "/session"));
        }
      }
    } catch (IOException e) {
      all.append(e); // The end of its process closes the stream.
    }
    address.completeExceptionally(new AssertionError("Firefox has ended: " + all));
  }

  public void open(String url) {
    ObjectNode where = Json.object().put("context", tab).put("url", url).put("wait", "complete");
    conversation.ask("browsingContext.navigate", where);
  }

  /** What the expression, which must give a text, comes to in the page. */
  public String text(String expression) {
    ObjectNode asked = Json.object().put("expression", expression).put("awaitPromise", true);
    asked.putObject("target").put("context", tab);
    JsonNode answer = conversation.ask("script.evaluate", asked);
    assertThat(answer.path("type").asText()).as("%s: %s", expression, answer).isEqualTo("success");
    return answer.path("result").path("value").asText();
  }

  public void press(String key) {
    ObjectNode asked = Json.object().put("context", tab);
    var actions =
        asked.putArray("actions").addObject().put("type", "key").put("id", "k").putArray("actions");
    actions.addObject().put("type", "keyDown").put("value", key);
    actions.addObject().put("type", "keyUp").put("value", key);
    conversation.ask("input.performActions", asked);
  }

  /** Errors on the console and uncaught ones. */
  public List<String> problems() {
    return conversation.heard.stream()
        .filter(event -> event.path("method").asText().equals("log.entryAdded"))
        .map(event -> event.path("params"))
        .filter(entry -> entry.path("level").asText().equals("error"))
        .map(entry -> entry.path("text").asText())
        .toList();
  }

  /** Every address that the page asked for; a font of Firefox's own controls comes with it. */
  public List<String> requests() {
    return conversation.heard.stream()
        .filter(event -> event.path("method").asText().equals("network.beforeRequestSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .filter(url -> !url.startsWith("data:font/"))
        .toList();
  }

  /** Keeps what is seen now as {@code target/screenshots/<name>.png}. */
  public void screenshot(String name) {
    JsonNode answer =
        conversation.ask("browsingContext.captureScreenshot", Json.object().put("context", tab));
    try {
      Path folder = Files.createDirectories(Path.of(System.getProperty("mpm.screenshots")));
      Files.write(
          folder.resolve(name + ".png"), Base64.getDecoder().decode(answer.path("data").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the browser and all of its processes. */
  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Questions and answers, and in between what the browser tells by itself. */
  private static final class Conversation implements WebSocket.Listener {

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    Conversation(URI address) {
      socket = got(HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, this));
    }

    JsonNode ask(String method, JsonNode params) {
      long id = ids.incrementAndGet();
      CompletableFuture<JsonNode> answer = new CompletableFuture<>();
      open.put(id, answer);
      ObjectNode question = Json.object().put("id", id).put("method", method);
      question.set("params", params);
      socket.sendText(new String(Json.bytes(question), StandardCharsets.UTF_8), true);
      JsonNode got = got(answer);
      assertThat(got.path("type").asText()).as("%s: %s", question, got).isEqualTo("success");
      return got.path("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        String whole = parts.toString();
        parts.setLength(0);
        take(whole);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String text) {
      try {
        JsonNode message = Json.parse(text);
        CompletableFuture<JsonNode> asked = open.remove(message.path("id").asLong());
        if (asked == null) {
          heard.add(message);
        } else {
          asked.complete(message);
        }
      } catch (MalformedJsonException e) {
        open.values().forEach(answer -> answer.completeExceptionally(e));
      }
    }

    static <T> T got(CompletableFuture<T> answer) {
      try {
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new AssertionError("Firefox gave no answer", e);
      }
    }
  }
}
