package io.mpm.monitor.daemon.jsonc;

import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a text once, from its beginning to its end. */
final class JsoncParser {

  private static final Pattern WORD =
      Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final String DELIMITERS = " \t\r\n,:[]{}\"/";

  private final String text;
  private final Trivia trivia;
  private final boolean strict;
  private int at;
  private int depth;

  private JsoncParser(String text, boolean strict) {
    this.text = text;
    this.trivia = new Trivia(text);
    this.strict = strict;
  }

  /** Allows comments, and commas before closing brackets. */
  static JsoncParser lenient(String text) {
    return new JsoncParser(text, false);
  }

  /** Allows what JSON itself does. */
  static JsoncParser strict(String text) {
    return new JsoncParser(text, true);
  }

  /** The one value that fills the text, but for blanks and comments. */
  JsoncValue parse() throws JsoncException {
    skip();
    JsoncValue value = value();
    skip();
    if (at < text.length()) {
      throw wrong("nothing more is expected after the end of the value");
    }
    return value;
  }

  private JsoncValue value() throws JsoncException {
    if (at == text.length()) {
      throw wrong("a value is expected, and the text ends");
    }
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new JsoncValue.Scalar(at, string());
      default -> word();
    };
  }

  private JsoncValue object() throws JsoncException {
    int start = open();
    List<JsoncValue.Member> members = new ArrayList<>();
    while (!closes('}', members.isEmpty())) {
      int nameStart = at;
      if (text.charAt(at) != '"') {
        throw wrong("a name in quotes or } is expected");
      }
      String name = decode(nameStart, string());
      skip();
      expect(':');
      skip();
      members.add(new JsoncValue.Member(nameStart, name, value()));
    }
    return new JsoncValue.Members(start, at, members);
  }

  private JsoncValue array() throws JsoncException {
    int start = open();
    List<JsoncValue> elements = new ArrayList<>();
    while (!closes(']', elements.isEmpty())) {
      elements.add(value());
    }
    return new JsoncValue.Elements(start, at, elements);
  }

  private int open() throws JsoncException {
    if (++depth > Json.MAX_DEPTH) {
      throw wrong("more than " + Json.MAX_DEPTH + " brackets in one another");
    }
    return at++;
  }

  /** Whether the bracket comes; else takes the comma before the next item. */
  private boolean closes(char bracket, boolean first) throws JsoncException {
    skip();
    if (!first && !isAt(bracket)) {
      int comma = at;
      expect(',');
      skip();
      if (strict && isAt(bracket)) {
        throw JsoncException.at(text, comma, "JSON has no comma before " + bracket);
      }
    }
    if (at == text.length()) {
      throw wrong(bracket + " is missing at the end");
    }
    if (!isAt(bracket)) {
      return false;
    }
    at++;
    depth--;
    return true;
  }

  private boolean isAt(char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  private void expect(char wanted) throws JsoncException {
    if (!isAt(wanted)) {
      throw wrong(
          at == text.length()
              ? wanted + " is expected, and the text ends"
              : wanted + " is expected instead of " + text.charAt(at));
    }
    at++;
  }

  /**
   * Goes behind the string that begins here; what its escapes are worth, {@link #decode} checks.
   */
  private int string() throws JsoncException {
    int start = at;
    for (at++; at < text.length() && "\"\n\r".indexOf(text.charAt(at)) < 0; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
    }
    if (!isAt('"')) {
      at = start;
      throw wrong("a string has no end on its line");
    }
    at++;
    decode(start, at);
    return at;
  }

  private String decode(int start, int end) throws JsoncException {
    try {
      return Json.parse(text.substring(start, end)).asText();
    } catch (MalformedJsonException e) {
      throw JsoncException.at(text, start, "no valid string");
    }
  }

  private JsoncValue word() throws JsoncException {
    int end = at;
    while (end < text.length() && DELIMITERS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (!WORD.matcher(text).region(at, end).matches()) {
      throw wrong("a value is expected");
    }
    JsoncValue word = new JsoncValue.Scalar(at, end);
    at = end;
    return word;
  }

  private void skip() throws JsoncException {
    int end = trivia.skip(at);
    if (end < 0) {
      at = ~end;
      throw wrong("a comment has no end");
    }
    if (strict) {
      requireBlank(end);
    }
    at = end;
  }

  private void requireBlank(int end) throws JsoncException {
    for (int place = at; place < end; place++) {
      if (!trivia.isBlank(place)) {
        throw JsoncException.at(text, place, "JSON has no comments");
      }
    }
  }

  private JsoncException wrong(String problem) {
    return JsoncException.at(text, at, problem);
  }
}
