package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.Decision.Deny;
import io.mpm.monitor.protocol.codec.Json;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request to open an Engine.IO session is refused. The number and the shape are those of the
 * reference server, so that stock clients show the message to whoever wrote the program.
 */
enum EngineError {
  UNKNOWN_TRANSPORT(0, "only WebSocket is served here: connect with transports: [\"websocket\"]"),
  UNKNOWN_SESSION(1, "a WebSocket starts its own session: connect without sid"),
  BAD_METHOD(2, "a session is opened with GET"),
  BAD_UPGRADE(
      3,
      "a WebSocket opens with Connection: Upgrade, Sec-WebSocket-Version: 13 and a"
          + " Sec-WebSocket-Key"),
  UNSUPPORTED_PROTOCOL(5, "only Engine.IO protocol 4 is served here: connect with EIO=4");

  private final int code;
  private final String message;

  EngineError(int code, String message) {
    this.code = code;
    this.message = message;
  }

  /** Empty for a request that a WebSocket session may begin with. */
  static Optional<EngineError> of(FullHttpRequest request, Map<String, List<String>> parameters) {
    if (!request.method().equals(HttpMethod.GET)) {
      return Optional.of(BAD_METHOD);
    }
    if (!List.of("4").equals(parameters.get("EIO"))) {
      return Optional.of(UNSUPPORTED_PROTOCOL);
    }
    if (!"websocket".equalsIgnoreCase(request.headers().get("upgrade"))
        || !List.of("websocket").equals(parameters.get("transport"))) {
      return Optional.of(UNKNOWN_TRANSPORT);
    }
    if (!isUpgrade(request.headers())) {
      return Optional.of(BAD_UPGRADE);
    }
    return parameters.containsKey("sid") ? Optional.of(UNKNOWN_SESSION) : Optional.empty();
  }

  /** What netty wants of one, and else answers by an exception. */
  private static boolean isUpgrade(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)
        && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13", false);
  }

  /** The same for those who count. */
  Deny refusal() {
    return new Deny(400, message);
  }

  Answer answer() {
    return Answer.json(400, Json.object().put("code", code).put("message", message));
  }
}
