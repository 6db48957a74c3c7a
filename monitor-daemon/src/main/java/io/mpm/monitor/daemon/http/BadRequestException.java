package io.mpm.monitor.daemon.http;

/** A request asks for what there cannot be; the reason names the value and what is allowed. */
final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  BadRequestException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
