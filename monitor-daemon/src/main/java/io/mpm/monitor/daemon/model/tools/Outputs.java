package io.mpm.monitor.daemon.model.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.ShortText;
import io.mpm.monitor.protocol.redaction.CutMark;
import java.util.List;
import java.util.Optional;

/** What a tool gave back, whatever shape it has. Pure. */
public final class Outputs {

  static final int SUMMARY_CHARS = 200;

  private Outputs() {}

  static Output of(JsonNode response) {
    String text = text(response);
    // Of an output that was too long for Claude, the payload holds the beginning.
    Long whole = Fact.number(response, "persistedOutputSize");
    long bytes = size(text);
    return new Output(
        ShortText.oneLine(text, SUMMARY_CHARS), whole == null ? bytes : Math.max(bytes, whole));
  }

  /** The text of a result, as the tool's user would read it. */
  public static String text(JsonNode response) {
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
      if (stdout.isEmpty() || stderr.isEmpty()) {
        return stdout.isEmpty() ? stderr : stdout;
      }
      return stdout + "\n" + stderr;
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

  /** Of what was cut off each character had a byte at least. */
  private static long size(String text) {
    long bytes = bytes(text);
    Optional<CutMark> cut = CutMark.of(text);
    return cut.isEmpty()
        ? bytes
        : bytes - bytes(cut.get().text()) + cut.get().total() - cut.get().kept();
  }

  private static long bytes(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Both halves of a pair count two: four bytes in all.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
