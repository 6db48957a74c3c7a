package io.mpm.monitor.proxy.intake;

import io.mpm.monitor.protocol.redaction.CutMark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Lets JSON pass as it is read and cuts the strings that are too long, so that a file of any size
 * is read in little memory. A cut string keeps its beginning, up to a whole character, and ends in
 * a {@link CutMark}. Broken JSON passes as broken JSON.
 */
final class StringTrimmer extends InputStream {

  private static final int CHUNK = 32 << 10;
  private static final int LONGEST_UNIT = 6;
  private static final int MARK_ROOM = 64;

  private final InputStream source;
  private final int maxStringBytes;
  private final byte[] input = new byte[CHUNK];
  private final byte[] output = new byte[CHUNK + LONGEST_UNIT + MARK_ROOM];
  private int inputAt;
  private int inputEnd;
  private int outputAt;
  private int outputEnd;

  private boolean inString;
  private int kept;
  private int keptCharacters;
  private long cutCharacters;
  private final byte[] unit = new byte[LONGEST_UNIT];
  private int unitLength;
  private int unitExpected;
  private boolean afterHighSurrogate;

  /**
   * @param maxStringBytes how many bytes of a string are kept, as they are written in the file
   */
  StringTrimmer(InputStream source, int maxStringBytes) {
    this.source = source;
    this.maxStringBytes = maxStringBytes;
  }

  @Override
  public int read() throws IOException {
    return fill() ? output[outputAt++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, outputEnd - outputAt);
    System.arraycopy(output, outputAt, target, offset, count);
    outputAt += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private boolean fill() throws IOException {
    while (outputAt == outputEnd) {
      outputAt = 0;
      outputEnd = 0;
      if (inputAt == inputEnd) {
        inputAt = 0;
        inputEnd = Math.max(0, source.read(input));
        if (inputEnd == 0) {
          return false;
        }
      }
      while (inputAt < inputEnd && outputEnd < CHUNK) {
        pass(input[inputAt++]);
      }
    }
    return true;
  }

  private void pass(byte next) {
    if (!inString) {
      output[outputEnd++] = next;
      if (next == '"') {
        beginString();
      }
    } else if (unitLength == 0 && next == '"') {
      endString();
    } else {
      extendUnit(next);
    }
  }

  private void beginString() {
    inString = true;
    kept = 0;
    keptCharacters = 0;
    cutCharacters = 0;
    afterHighSurrogate = false;
  }

  private void endString() {
    if (cutCharacters > 0) {
      CutMark said = new CutMark(keptCharacters, keptCharacters + cutCharacters);
      byte[] mark = said.text().getBytes(StandardCharsets.UTF_8);
      System.arraycopy(mark, 0, output, outputEnd, mark.length);
      outputEnd += mark.length;
    }
    output[outputEnd++] = '"';
    inString = false;
  }

  /** A unit is what must not be torn: one character in UTF-8, or one escape. */
  private void extendUnit(byte next) {
    unit[unitLength++] = next;
    if (unitLength == 1) {
      unitExpected = next == '\\' ? 2 : utf8Length(next);
    } else if (unitLength == 2 && unit[0] == '\\' && next == 'u') {
      unitExpected = 6;
    }
    if (unitLength == unitExpected) {
      endUnit();
    }
  }

  private void endUnit() {
    boolean pairs = afterHighSurrogate && surrogate('c', 'f');
    // Only what is written as it is can be two characters in one unit.
    int characters = unit[0] != '\\' && unitLength == 4 ? 2 : 1;
    if (pairs || (cutCharacters == 0 && kept + unitLength <= maxStringBytes)) {
      System.arraycopy(unit, 0, output, outputEnd, unitLength);
      outputEnd += unitLength;
      kept += unitLength;
      keptCharacters += characters;
      afterHighSurrogate = surrogate('8', 'b');
    } else {
      cutCharacters += characters;
      afterHighSurrogate = false;
    }
    unitLength = 0;
  }

  /** Whether the unit is an escape from {@code \\uD<from>00} to {@code \\uD<to>FF}. */
  private boolean surrogate(char from, char to) {
    int digit = Character.toLowerCase(unit[3]);
    return unitLength == LONGEST_UNIT
        && Character.toLowerCase(unit[2]) == 'd'
        && digit >= from
        && digit <= to;
  }

  private static int utf8Length(byte first) {
    int bits = first & 0xff;
    if (bits >= 0xf0) {
      return 4;
    }
    if (bits >= 0xe0) {
      return 3;
    }
    return bits >= 0xc0 ? 2 : 1;
  }
}
