package io.mpm.monitor.protocol.codec;

/**
 * Input that is no JSON within the limits. Its message tells where, and holds no part of the input:
 * it may be logged.
 */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedJsonException(long offset) {
    super(offset < 0 ? "no valid JSON" : "no valid JSON at byte " + offset);
  }
}
