package io.mpm.monitor.daemon.files;

/** Why a request for a file is not answered. The reason holds nothing that was secret. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * A refusal.
   *
   * @param status as HTTP has them: 400, 403, 404, 413, 415, 500, 503
   */
  Refused(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
