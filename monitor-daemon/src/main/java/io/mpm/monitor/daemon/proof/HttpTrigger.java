package io.mpm.monitor.daemon.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls hooks of type {@code http}. A variable in a header counts only when the hook's {@code
 * allowedEnvVars} names it; any other is empty.
 *
 * @param environment that Claude Code would have
 */
record HttpTrigger(Map<String, String> environment) implements Trigger {

  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_]*)}|([A-Za-z_][A-Za-z0-9_]*))");

  @Override
  public Firing fire(JsonNode handler, byte[] payload) {
    URI url = URI.create(handler.path("url").asText());
    try {
      return post(url, handler, payload);
    } catch (ConnectException e) {
      return new Firing.Failed("nobody listens on port " + url.getPort());
    } catch (IOException e) {
      return new Firing.Failed(String.valueOf(e.getMessage()));
    }
  }

  private Firing post(URI url, JsonNode handler, byte[] payload) throws IOException {
    long start = System.nanoTime();
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
    try {
      int timeout = (int) Duration.ofSeconds(handler.path("timeout").asLong()).toMillis();
      connection.setConnectTimeout(timeout);
      connection.setReadTimeout(timeout);
      connection.setInstanceFollowRedirects(false);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/json");
      Set<String> allowed = new HashSet<>();
      handler.path("allowedEnvVars").forEach(name -> allowed.add(name.asText()));
      handler
          .path("headers")
          .properties()
          .forEach(
              header ->
                  connection.setRequestProperty(
                      header.getKey(), filled(header.getValue().asText(), allowed)));
      connection.setDoOutput(true);
      connection.getOutputStream().write(payload);
      int status = connection.getResponseCode();
      int length = status / 100 == 2 ? connection.getInputStream().readAllBytes().length : 0;
      return verdict(status, length, allowed, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      connection.disconnect();
    }
  }

  private Firing verdict(int status, int length, Set<String> allowed, Duration took) {
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED) {
      return new Firing.Failed(
          "the daemon does not know the token" + whoseVariableIsEmpty(allowed));
    }
    if (status / 100 != 2) {
      return new Firing.Failed("was answered HTTP " + status);
    }
    return length == 0
        ? new Firing.Silent(took)
        : new Firing.Failed("was answered with text, which Claude Code takes for an error");
  }

  private String whoseVariableIsEmpty(Set<String> allowed) {
    return allowed.stream()
        .filter(name -> environment.getOrDefault(name, "").isEmpty())
        .findFirst()
        .map(name -> ": $" + name + " is not set here")
        .orElse("");
  }

  String filled(String value, Set<String> allowed) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            found -> {
              String name = found.group(1) == null ? found.group(2) : found.group(1);
              String text = allowed.contains(name) ? environment.getOrDefault(name, "") : "";
              return Matcher.quoteReplacement(text);
            });
  }
}
