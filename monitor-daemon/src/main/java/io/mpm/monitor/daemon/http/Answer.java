package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import java.nio.charset.StandardCharsets;

/** An HTTP answer before it is written. */
final class Answer {

  private final int status;
  private final String contentType;
  private final byte[] body;

  /**
   * An answer.
   *
   * @param contentType empty for an answer without a body
   */
  Answer(int status, String contentType, byte[] body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static Answer empty(int status) {
    return new Answer(status, "", new byte[0]);
  }

  static Answer json(int status, JsonNode body) {
    return new Answer(status, "application/json; charset=utf-8", Json.bytes(body));
  }

  static Answer text(int status, String body) {
    return new Answer(
        status, "text/plain; charset=utf-8", (body + "\n").getBytes(StandardCharsets.UTF_8));
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  byte[] body() {
    return body;
  }
}
