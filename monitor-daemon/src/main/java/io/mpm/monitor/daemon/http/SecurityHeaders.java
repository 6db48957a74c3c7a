package io.mpm.monitor.daemon.http;

import io.mpm.monitor.daemon.access.ServedNames;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** What every answer tells the browser not to do with it. */
final class SecurityHeaders {

  private final HttpHeaders headers = new DefaultHttpHeaders();

  SecurityHeaders(ServedNames names) {
    headers.set(
        HttpHeaderNames.CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            // Not every browser holds a WebSocket to one's own host for 'self'.
            + ("connect-src 'self' " + String.join(" ", names.webSockets()) + "; ")
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'");
    headers.set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY");
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
  }

  /** Puts them on an answer that has no headers yet. */
  void addTo(HttpHeaders answer) {
    answer.add(headers);
  }
}
