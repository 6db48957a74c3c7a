package io.mpm.monitor.protocol.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Cuts long texts, between code points, and says in their place how much is left: {@code
 * …[truncated, N of M characters]}. When a whole tree is too large its longest texts are cut first,
 * all to the same size. Comes after redaction: half a secret is not recognised. Truncating twice
 * changes nothing. Immutable and safe for any thread.
 *
 * @param longestText characters that a text may have, with the words that say that it was cut
 * @param largestTree bytes that a tree may have as JSON in UTF-8
 */
public record Truncator(int longestText, int largestTree) {

  /** What a reader can still make use of in one field. */
  public static final int LONGEST_TEXT = 64 * 1024;

  /** Half of a batch's limit, so that an event always fits into one. */
  public static final int LARGEST_TREE = 512 * 1024;

  private static final int SMALLEST_TEXT = 256;
  private static final int SMALLEST_TREE = 1024;

  public Truncator {
    if (longestText < SMALLEST_TEXT) {
      throw new IllegalArgumentException(
          "longest text must have " + SMALLEST_TEXT + " characters or more: " + longestText);
    }
    if (largestTree < SMALLEST_TREE) {
      throw new IllegalArgumentException(
          "largest tree must have " + SMALLEST_TREE + " bytes or more: " + largestTree);
    }
  }

  public static Truncator withDefaults() {
    return new Truncator(LONGEST_TEXT, LARGEST_TREE);
  }

  /** The tree within the limits; the same object when it was within them. */
  public Truncation truncate(JsonNode data) {
    JsonNode now = TextLeaves.map(data, this::cutLong);
    long size = JsonSize.of(now);
    int elided = 0;
    if (size > largestTree) {
      long level = level(now, size);
      now = TextLeaves.map(now, text -> cutToBytes(text, level));
      if (JsonSize.of(now) > largestTree) {
        ElidedParts parts = ElidedParts.of(now, largestTree);
        now = parts.data();
        elided = parts.count();
      }
    }
    Losses losses = new Losses();
    TextLeaves.forEach(now, losses::add);
    return new Truncation(now, losses.texts, losses.characters, elided);
  }

  private String cutLong(String text) {
    return text.length() <= longestText
        ? text
        : Cut.to(text, longestText - Cut.MARK_ROOM, Cut.total(text));
  }

  private static String cutToBytes(String text, long bytes) {
    if (JsonSize.of(text) <= bytes) {
      return text;
    }
    int characters = JsonSize.fitting(text, bytes - Cut.MARK_ROOM);
    return Cut.to(text, characters, Cut.total(text));
  }

  /** The size to which the longest texts must be cut for the tree to fit. */
  private long level(JsonNode tree, long size) {
    List<Long> sizes = new ArrayList<>();
    TextLeaves.forEach(tree, text -> sizes.add(JsonSize.of(text)));
    sizes.sort(Collections.reverseOrder());
    long excess = size - largestTree;
    long level = SMALLEST_TEXT;
    long above = 0;
    for (int i = 0; i < sizes.size(); i++) {
      above += sizes.get(i);
      // The i + 1 longest texts together lose the excess when each is cut to this.
      level = Math.floorDiv(above - excess, (long) i + 1);
      if (i + 1 == sizes.size() || level >= sizes.get(i + 1)) {
        break;
      }
    }
    return Math.max(SMALLEST_TEXT, level);
  }

  /** Adds up what cut texts have lost. */
  private static final class Losses {
    private int texts;
    private long characters;

    void add(String text) {
      long lost = Cut.lost(text);
      characters += lost;
      texts += lost > 0 ? 1 : 0;
    }
  }
}
