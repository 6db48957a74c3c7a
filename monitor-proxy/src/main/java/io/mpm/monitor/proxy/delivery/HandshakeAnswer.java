package io.mpm.monitor.proxy.delivery;

import java.io.IOException;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how the daemon answered a WebSocket handshake that it refused; the Socket.IO client
 * tells only that it did.
 */
final class HandshakeAnswer implements Interceptor {

  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int UNAUTHORIZED = 401;
  private static final long MAX_MESSAGE = 500;

  private volatile @Nullable Connection refusal;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() == UNAUTHORIZED) {
      refusal = new Connection.WrongToken(message(response));
    } else if (response.code() != SWITCHING_PROTOCOLS) {
      refusal = new Connection.Unreachable("HTTP status " + response.code());
    }
    return response;
  }

  private static String message(Response response) {
    try {
      String body = response.peekBody(MAX_MESSAGE).string().strip();
      return body.isEmpty() ? "HTTP status 401" : body;
    } catch (IOException e) {
      // The status says enough.
      return "HTTP status 401";
    }
  }

  Optional<Connection> refusal() {
    return Optional.ofNullable(refusal);
  }
}
