package io.mpm.monitor.daemon.jsonc;

import java.util.ArrayList;
import java.util.List;

/** What stands between values and means nothing to a parser: blanks, line breaks and comments. */
record Trivia(String text) {

  private static final String BLANKS = " \t\r\n";

  /**
   * The first place from {@code at} on that is none of it; where a comment without an end begins,
   * that place's complement.
   */
  int skip(int at) {
    int place = at;
    while (place < text.length()) {
      int next = isBlank(place) ? place + 1 : commentEnd(place);
      if (next <= place) {
        return next < 0 ? ~place : place;
      }
      place = next;
    }
    return place;
  }

  /**
   * Behind the last comment between {@code from} and {@code to}; {@code from} when there is none.
   */
  int lastCommentEnd(int from, int to) {
    int end = from;
    int place = from;
    while (place < to) {
      int next = commentEnd(place);
      if (next > place) {
        end = next;
        place = next;
      } else {
        place++;
      }
    }
    return end;
  }

  /** The comments between {@code from} and {@code to}, where there are no strings. */
  List<String> comments(int from, int to) {
    List<String> comments = new ArrayList<>();
    int place = from;
    while (place < to) {
      int end = commentEnd(place);
      if (end > place) {
        comments.add(text.substring(place, end));
      }
      place = Math.max(end, place + 1);
    }
    return comments;
  }

  /** Behind the comments that follow {@code from} on its line; {@code from} when there are none. */
  int sameLineCommentsEnd(int from) {
    int end = from;
    int place = from;
    while (place < text.length() && text.charAt(place) != '\n') {
      int next = isBlank(place) ? place + 1 : commentEnd(place);
      if (next <= place) {
        return end;
      }
      if (!isBlank(place)) {
        end = next;
      }
      place = next;
    }
    return end;
  }

  /** Whether {@code to} is in a comment that goes on to the end of its line. */
  boolean isInLineComment(int from, int to) {
    int place = from;
    while (place < to) {
      int next = commentEnd(place);
      if (next == to) {
        return text.startsWith("//", place);
      }
      place = Math.max(next, place + 1);
    }
    return false;
  }

  boolean isBlank(int at) {
    return BLANKS.indexOf(text.charAt(at)) >= 0;
  }

  /** Behind the comment that begins here; {@code at} when none does, -1 when it has no end. */
  private int commentEnd(int at) {
    if (text.startsWith("//", at)) {
      return lineEnd(at);
    }
    if (text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      return close < 0 ? -1 : close + 2;
    }
    return at;
  }

  /** Before the line break, of which a carriage return is a part. */
  private int lineEnd(int at) {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      return text.length();
    }
    return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }
}
