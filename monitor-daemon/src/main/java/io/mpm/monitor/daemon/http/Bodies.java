package io.mpm.monitor.daemon.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;

/** Reads the bodies of requests. */
final class Bodies {

  /** What a body is that is refused. */
  static final String WANTED = "the body must be one JSON object as application/json";

  private Bodies() {}

  /**
   * The text in the body, which says that it is JSON: a form or a text/plain post is what a web
   * page can send without asking.
   *
   * @throws BadRequestException when it says something else
   */
  static byte[] json(FullHttpRequest request) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    if (!type.equals("application/json") && !type.startsWith("application/json;")) {
      throw new BadRequestException(WANTED);
    }
    return ByteBufUtil.getBytes(request.content());
  }

  /**
   * The JSON object in the body.
   *
   * @throws BadRequestException when it is something else
   */
  static JsonNode jsonObject(FullHttpRequest request) {
    return object(json(request));
  }

  /** As {@link #jsonObject}, of a body's text. */
  static JsonNode object(byte[] json) {
    try {
      JsonNode body = Json.parse(json);
      if (body.isObject()) {
        return body;
      }
    } catch (MalformedJsonException e) {
      // Said below.
    }
    throw new BadRequestException(WANTED);
  }
}
