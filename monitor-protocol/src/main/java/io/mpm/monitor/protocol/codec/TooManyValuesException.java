package io.mpm.monitor.protocol.codec;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** A value that holds more others than {@link Json#MAX_EVENT_VALUES}. */
public final class TooManyValuesException extends StreamConstraintsException {

  /** What its sender is told. */
  public static final String REASON =
      "more than " + Json.MAX_EVENT_VALUES + " values in one another";

  private static final long serialVersionUID = 1L;

  TooManyValuesException() {
    super(REASON);
  }
}
