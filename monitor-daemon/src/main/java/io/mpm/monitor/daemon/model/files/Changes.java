package io.mpm.monitor.daemon.model.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.model.facts.Fact;
import io.mpm.monitor.daemon.model.facts.ShortText;
import io.mpm.monitor.protocol.redaction.CutMark;
import java.util.List;

/**
 * What a successful call changed: from Claude Code's own patch, else from the old and the new text
 * that the call was given. Where only a part of these was kept, nobody knows how many lines.
 */
final class Changes {

  /** What a reader looks at; longer diffs are in the event itself. */
  private static final int MAX_DIFF_CHARS = 16_384;

  private Changes() {}

  static Change of(FileOp op, JsonNode input, JsonNode response) {
    JsonNode patch = response.path("structuredPatch");
    if (patch.isArray() && !patch.isEmpty()) {
      return ofPatch(patch);
    }
    return switch (op) {
      case WRITE -> ofWrite(input, response);
      case EDIT -> ofEdits(List.of(input));
      case MULTI_EDIT -> ofEdits(input.path("edits"));
      case NOTEBOOK_EDIT -> ofNotebook(input, response);
      case READ, SEARCH, GLOB, LIST, DELETE, MOVE -> Change.NONE;
    };
  }

  private static Change ofPatch(JsonNode patch) {
    Hunks hunks = new Hunks();
    patch.forEach(hunks::patch);
    return hunks.change(true);
  }

  /** An empty patch of a new file: all its lines are new. Of an old one: nothing has changed. */
  private static Change ofWrite(JsonNode input, JsonNode response) {
    String kind = Fact.text(response, "type");
    if (kind.equals("update")) {
      return new Change(0, 0, "");
    }
    if (!input.has("content")) {
      return Change.NONE;
    }
    Hunks hunks = new Hunks();
    hunks.replace("", Fact.text(input, "content"));
    // Without Claude's word nobody knows what was there before.
    return hunks.change(kind.equals("create"));
  }

  private static Change ofEdits(Iterable<JsonNode> edits) {
    Hunks hunks = new Hunks();
    boolean counted = true;
    for (JsonNode edit : edits) {
      hunks.replace(Fact.text(edit, "old_string"), Fact.text(edit, "new_string"));
      counted &= edit.has("new_string") && !edit.path("replace_all").asBoolean(false);
    }
    return counted && !hunks.isEmpty()
        ? hunks.change(true)
        : new Change(null, null, hunks.change(true).diff());
  }

  private static Change ofNotebook(JsonNode input, JsonNode response) {
    if (!input.has("new_source")) {
      return Change.NONE;
    }
    Hunks hunks = new Hunks();
    String mode = Fact.text(input, "edit_mode");
    hunks.replace(
        Fact.text(response, "old_source"),
        mode.equals("delete") ? "" : Fact.text(input, "new_source"));
    return hunks.change(mode.equals("insert") || response.path("old_source").isTextual());
  }

  /** A diff as it grows. */
  private static final class Hunks {
    private final StringBuilder diff = new StringBuilder();
    private int added;
    private int removed;
    private boolean cut;
    private boolean whole = true;

    void patch(JsonNode hunk) {
      int difference = added - removed;
      header(hunk);
      hunk.path("lines").forEach(line -> line(line.asText("")));
      int told = hunk.path("newLines").asInt() - hunk.path("oldLines").asInt();
      whole &= added - removed - difference == told;
    }

    private void header(JsonNode hunk) {
      append(
          "@@ -%d,%d +%d,%d @@"
              .formatted(
                  hunk.path("oldStart").asInt(),
                  hunk.path("oldLines").asInt(),
                  hunk.path("newStart").asInt(),
                  hunk.path("newLines").asInt()));
    }

    void line(String line) {
      if (line.startsWith("+")) {
        added++;
      } else if (line.startsWith("-")) {
        removed++;
      }
      append(line);
    }

    void replace(String oldText, String newText) {
      whole &= CutMark.of(oldText).isEmpty() && CutMark.of(newText).isEmpty();
      LineChange change = LineChange.between(oldText, newText);
      change.removed().forEach(line -> line("-" + line));
      change.added().forEach(line -> line("+" + line));
    }

    private void append(String line) {
      if (!cut && diff.length() + line.length() + 1 > MAX_DIFF_CHARS) {
        int room = Math.max(0, MAX_DIFF_CHARS - diff.length() - 1);
        diff.append(ShortText.beginning(line, room)).append('\n');
        cut = true;
      } else if (!cut) {
        diff.append(line).append('\n');
      }
    }

    boolean isEmpty() {
      return diff.isEmpty();
    }

    Change change(boolean removalsKnown) {
      return new Change(
          whole ? (Integer) added : null,
          whole && removalsKnown ? (Integer) removed : null,
          diff.toString());
    }
  }
}
