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

  private static final String WANTED = "the body must be one JSON object as application/json";

  private Bodies() {}

  /**
   * The JSON object in the body. Only JSON that says so: a form or a text/plain post is what a web
   * page can send without asking.
   *
   * @throws BadRequestException when it is something else
   */
  static JsonNode jsonObject(FullHttpRequest request) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    if (!type.equals("application/json") && !type.startsWith("application/json;")) {
      throw new BadRequestException(WANTED);
    }
    try {
      JsonNode body = Json.parse(ByteBufUtil.getBytes(request.content()));
      if (body.isObject()) {
        return body;
      }
    } catch (MalformedJsonException e) {
      // Said below.
    }
    throw new BadRequestException(WANTED);
  }
}
