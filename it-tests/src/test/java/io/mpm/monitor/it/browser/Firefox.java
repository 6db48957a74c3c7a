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
public final class Firefox implements Engine {

  private static final List<String> PROGRAMS =
      List.of("/usr/bin/firefox-esr", "/usr/bin/firefox", "/snap/bin/firefox");
  private static final Pattern LISTENS = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");

  /** It looks nobody up, fetches nothing of its own, and asks nobody where to save. */
  private static final String QUIET =
      """
      user_pref("app.normandy.enabled", false);
      user_pref("app.update.enabled", false);
      user_pref("browser.shell.checkDefaultBrowser", false);
      user_pref("browser.download.dir", "%s");
      user_pref("browser.download.folderList", 2);
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
   * @param folder where its profile is, and what the page saves
   */
  public Firefox(Path folder) {
    try {
      Path profile = Files.createDirectories(folder.resolve("profile"));
      Files.writeString(profile.resolve("user.js"), QUIET.formatted(folder));
      ProcessBuilder builder =
          new ProcessBuilder(
              find().orElseThrow().toString(),
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

  /** Why there is none on this machine, if so. */
  public static Optional<String> missing() {
    return find().isPresent()
        ? Optional.empty()
        : Optional.of("no Firefox on this machine; apt-get install firefox-esr");
  }

  private static Optional<Path> find() {
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

  @Override
  public void open(String url) {
    conversation.heard.clear();
    conversation.ask("browsingContext.navigate", loading().put("url", url));
  }

  @Override
  public void reload() {
    conversation.heard.clear();
    conversation.ask("browsingContext.reload", loading());
  }

  private ObjectNode loading() {
    return inTab().put("wait", "complete");
  }

  private ObjectNode inTab() {
    return Json.object().put("context", tab);
  }

  @Override
  public void back() {
    conversation.heard.clear();
    conversation.ask("browsingContext.traverseHistory", inTab().put("delta", -1));
  }

  @Override
  public void resize(int width, int height) {
    ObjectNode asked = inTab();
    asked.putObject("viewport").put("width", width).put("height", height);
    conversation.ask("browsingContext.setViewport", asked);
  }

  @Override
  public String text(String expression) {
    ObjectNode asked = Json.object().put("expression", expression).put("awaitPromise", true);
    asked.set("target", inTab());
    JsonNode answer = conversation.ask("script.evaluate", asked);
    assertThat(answer.path("type").asText()).as("%s: %s", expression, answer).isEqualTo("success");
    return answer.path("result").path("value").asText();
  }

  @Override
  public void act(ObjectNode device) {
    ObjectNode asked = inTab();
    asked.putArray("actions").add(device);
    conversation.ask("input.performActions", asked);
  }

  @Override
  public List<String> problems() {
    return conversation.heard.stream()
        .filter(event -> event.path("method").asText().equals("log.entryAdded"))
        .map(event -> event.path("params"))
        .filter(entry -> entry.path("level").asText().equals("error"))
        .map(entry -> entry.path("text").asText())
        .toList();
  }

  /** A font of Firefox's own controls comes with what the page asked for, and is left out. */
  @Override
  public List<String> requests() {
    return conversation.heard.stream()
        .filter(event -> event.path("method").asText().equals("network.beforeRequestSent"))
        .map(event -> event.path("params").path("request").path("url").asText())
        .filter(url -> !url.startsWith("data:font/"))
        .toList();
  }

  @Override
  public byte[] picture() {
    JsonNode answer = conversation.ask("browsingContext.captureScreenshot", inTab());
    return Base64.getDecoder().decode(answer.path("data").asText());
  }

  @Override
  public void close() {
    Engine.end(process);
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
