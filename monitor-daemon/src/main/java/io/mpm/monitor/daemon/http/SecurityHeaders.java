package io.mpm.monitor.daemon.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** What every answer tells the browser not to do with it. */
final class SecurityHeaders {

  private final String contentSecurityPolicy;

  SecurityHeaders(int port) {
    this.contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + ("connect-src 'self' ws://127.0.0.1:" + port + " ws://localhost:" + port + "; ")
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";
  }

  void addTo(HttpHeaders headers) {
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, contentSecurityPolicy);
    headers.set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY");
    headers.set("x-content-type-options", "nosniff");
    headers.set("referrer-policy", "no-referrer");
    headers.set("cross-origin-resource-policy", "same-origin");
    headers.set("cross-origin-opener-policy", "same-origin");
    headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
  }
}
