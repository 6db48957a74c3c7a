package io.mpm.monitor.protocol.redaction;

/** The end of a text, from some place on; every look at it is accounted for. */
final class ExaminedText implements CharSequence {

  private final String text;
  private final int from;
  private final Work work;

  ExaminedText(String text, int from, Work work) {
    this.text = text;
    this.from = from;
    this.work = work;
  }

  @Override
  public char charAt(int index) {
    work.look();
    return text.charAt(from + index);
  }

  @Override
  public int length() {
    return text.length() - from;
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(from + start, from + end);
  }

  @Override
  public String toString() {
    return text.substring(from);
  }
}
