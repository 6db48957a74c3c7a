package io.mpm.monitor.protocol.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number whose exponent is beyond what a {@link BigDecimal} can hold. It travels as it was
 * written; whoever calculates with it gets the finite double that is nearest.
 */
final class WrittenNumber extends NumericNode {

  private static final long serialVersionUID = 1L;

  private final String text;

  WrittenNumber(String text) {
    this.text = text;
  }

  @Override
  public String asText() {
    return text;
  }

  @Override
  public void serialize(JsonGenerator to, @Nullable SerializerProvider unused) throws IOException {
    to.writeNumber(text);
  }

  @Override
  public JsonToken asToken() {
    return JsonToken.VALUE_NUMBER_FLOAT;
  }

  @Override
  public JsonParser.NumberType numberType() {
    return JsonParser.NumberType.DOUBLE;
  }

  @Override
  public boolean isFloatingPointNumber() {
    return true;
  }

  @Override
  public double doubleValue() {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, Double.parseDouble(text)));
  }

  @Override
  public Number numberValue() {
    return doubleValue();
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public BigDecimal decimalValue() {
    return new BigDecimal(doubleValue());
  }

  @Override
  public BigInteger bigIntegerValue() {
    return decimalValue().toBigInteger();
  }

  @Override
  public boolean canConvertToInt() {
    // With such an exponent it is next to nothing, or more than any double.
    return doubleValue() == 0;
  }

  @Override
  public boolean canConvertToLong() {
    return canConvertToInt();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WrittenNumber number && number.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
