package io.mpm.monitor.protocol.codec;

/**
 * Input that is no JSON within the limits. Its message tells where, and holds no part of the input:
 * it may be logged.
 */
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean tooManyValues;

  MalformedJsonException(long offset) {
    super(offset < 0 ? "no valid JSON" : "no valid JSON at byte " + offset);
    tooManyValues = false;
  }

  MalformedJsonException(TooManyValuesException e) {
    super(TooManyValuesException.REASON, e);
    tooManyValues = true;
  }

  /** Whether nothing else is wrong with it, as far as it was looked at. */
  public boolean hasTooManyValues() {
    return tooManyValues;
  }
}
