package io.mpm.monitor.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mpm.monitor.daemon.http.RouteCatalog;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/openapi.yaml} says what the daemon does, no more and no less. */
class OpenApiTest {

  private static final String SESSION = "cbca1fbd-fa5e-4cd7-82b5-8236145a7e09";
  private static final JsonNode DOCUMENT = document();

  private final TestDaemon daemon = TestDaemon.start();

  @AfterEach
  void stop() {
    daemon.close();
  }

  private static JsonNode document() {
    try {
      return new YAMLMapper().readTree(Path.of("../docs/openapi.yaml").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documented operations, and whether they need the token. */
  private static Map<String, Boolean> documented() {
    Map<String, Boolean> operations = new TreeMap<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation ->
                            operations.put(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                !operation.getValue().has("security"))));
    return operations;
  }

  /** The paths whose GET answers a JSON object. */
  static List<String> objectsToGet() {
    List<String> paths = new ArrayList<>();
    DOCUMENT
        .path("paths")
        .properties()
        .forEach(
            path -> {
              if (!schema(path.getValue().path("get")).isMissingNode()) {
                paths.add(path.getKey());
              }
            });
    return paths;
  }

  private static JsonNode schema(JsonNode operation) {
    return operation
        .path("responses")
        .path("200")
        .path("content")
        .path("application/json")
        .path("schema");
  }

  private void takeInRecordedSessions() {
    try (RawClient producer = daemon.connect("producer")) {
      producer.send(TestDaemon.publish(TestDaemon.recorded("explore")));
      producer.send(TestDaemon.publish(TestDaemon.recorded("interactive")));
      await().until(() -> daemon.health().path("events_stored").asInt() == 52);
    }
  }

  @Test
  void document_hasExactlyTheRoutesThatThereAre() {
    assertThat(documented()).isEqualTo(RouteCatalog.everyOperation());
  }

  @ParameterizedTest
  @MethodSource("objectsToGet")
  void answer_hasExactlyTheDocumentedFields(String path) throws Exception {
    takeInRecordedSessions();

    HttpResponse<String> answer = daemon.send(daemon.request(path.replace("{id}", SESSION)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    assertFits(
        path, Json.parse(answer.body()), schema(DOCUMENT.path("paths").path(path).path("get")));
  }

  @Test
  void batch_isAcknowledgedAsDocumented() throws Exception {
    HttpRequest.Builder request =
        daemon
            .request("/api/v1/events")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"v\":1,\"events\":[7]}"));

    JsonNode answer = Json.parse(daemon.send(request).body());

    assertFits("ack", answer, schema(DOCUMENT.path("paths").path("/api/v1/events").path("post")));
    assertThat(answer.path("rejected").asInt()).isEqualTo(1);
  }

  @Test
  void session_isForgottenAsDocumented() throws Exception {
    takeInRecordedSessions();
    String path = "/api/v1/sessions/{id}";

    String answer = daemon.send(daemon.request(path.replace("{id}", SESSION)).DELETE()).body();

    assertFits(path, Json.parse(answer), schema(DOCUMENT.path("paths").path(path).path("delete")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/file-content?file_path=/x", "/api/git-diff?file=/x"})
  void refusedFile_isToldAsDocumented(String target) throws MalformedJsonException {
    HttpResponse<String> answer = daemon.send(daemon.request(target));

    JsonNode get = DOCUMENT.path("paths").path(target.replaceFirst("\\?.*", "")).path("get");
    assertThat(get.path("responses").has(String.valueOf(answer.statusCode()))).isTrue();
    assertFits(
        target,
        Json.parse(answer.body()),
        get.path("responses").path("200").path("content").path("text/plain").path("schema"));
  }

  private static void assertFits(String where, JsonNode value, JsonNode schema) {
    JsonNode wanted =
        schema.has("$ref") ? DOCUMENT.at(schema.path("$ref").asText().substring(1)) : schema;
    assertThat(types(wanted)).as(where).contains(type(value));
    for (JsonNode element : value.isArray() ? value : Json.object().arrayNode()) {
      assertFits(where + "[]", element, wanted.path("items"));
    }
    if (!value.isObject() || !wanted.has("properties")) {
      return;
    }
    for (JsonNode required : wanted.path("required")) {
      assertThat(value.has(required.asText())).as(where + " lacks " + required).isTrue();
    }
    value
        .properties()
        .forEach(
            field -> {
              JsonNode property = wanted.path("properties").path(field.getKey());
              assertThat(property.isMissingNode())
                  .as(where + " has " + field.getKey() + ", which is not documented")
                  .isFalse();
              assertFits(where + "." + field.getKey(), field.getValue(), property);
            });
  }

  private static List<String> types(JsonNode schema) {
    List<String> types = new ArrayList<>();
    if (schema.path("type").isTextual()) {
      types.add(schema.path("type").asText());
    }
    schema.path("type").forEach(type -> types.add(type.asText()));
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT, POJO -> "object";
      case ARRAY -> "array";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      default -> "string";
    };
  }
}
