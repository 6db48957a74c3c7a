package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.Words;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tool gave back, whatever shape it has. Pure. */
final class Outputs {

  static final int SUMMARY_CHARS = 200;

  /** What the proxy leaves where it cut a long text. */
  private static final Pattern CUT = Pattern.compile("…\\[truncated, (\\d{1,15}) bytes]$");

  private Outputs() {}

  static Output of(JsonNode response) {
    String text = text(response);
    // Of an output that was too long for Claude, the payload holds the beginning.
    Long whole = Fact.number(response, "persistedOutputSize");
    long bytes = size(text);
    return new Output(
        Words.oneLine(text, SUMMARY_CHARS), whole == null ? bytes : Math.max(bytes, whole));
  }

  /** The text of a result, as the tool's user would read it. */
  static String text(JsonNode response) {
    if (response.isTextual()) {
      return response.textValue();
    }
    if (response.isArray()) {
      return lines(response);
    }
    JsonNode patch = response.path("structuredPatch");
    if (patch.isArray()) {
      // The file itself is no output.
      return "";
    }
    if (response.has("stdout") || response.has("stderr")) {
      String stdout = Fact.text(response, "stdout");
      String stderr = Fact.text(response, "stderr");
      return stdout.isEmpty() || stderr.isEmpty() ? stdout + stderr : stdout + "\n" + stderr;
    }
    if (response.has("file")) {
      return text(response.path("file"));
    }
    for (String field : List.of("content", "result", "output", "text", "filenames")) {
      String text = response.isObject() ? text(response.path(field)) : "";
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private static String lines(JsonNode parts) {
    StringBuilder all = new StringBuilder();
    for (JsonNode part : parts) {
      String text = part.isTextual() ? part.textValue() : Fact.text(part, "text");
      if (!text.isEmpty()) {
        all.append(all.isEmpty() ? "" : "\n").append(text);
      }
    }
    return all.toString();
  }

  private static long size(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Both halves of a pair count two: four bytes in all.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    if (!text.endsWith(" bytes]")) {
      return bytes;
    }
    Matcher cut = CUT.matcher(text);
    // The mark is the ellipsis' three bytes and plain letters.
    return cut.find()
        ? bytes - (cut.end() - cut.start() + 2) + Long.parseLong(cut.group(1))
        : bytes;
  }
}
