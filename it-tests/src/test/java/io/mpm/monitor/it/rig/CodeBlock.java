package io.mpm.monitor.it.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One block of code of a page.
 *
 * @param place the page, and the line it begins in
 * @param language what stands behind the fence
 */
public record CodeBlock(String place, String language, List<String> lines) {

  private static final String FENCE = "```";

  /** All blocks of a page that are in a language, from its top. */
  public static List<CodeBlock> of(Path page) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    CodeBlock open = null;
    int number = 0;
    for (String line : Files.readAllLines(page)) {
      number++;
      if (line.startsWith(FENCE) && open == null) {
        String place = page.getFileName() + " line " + number;
        open = new CodeBlock(place, line.substring(FENCE.length()), new ArrayList<>());
        blocks.add(open);
      } else if (line.startsWith(FENCE)) {
        open = null;
      } else if (open != null) {
        open.lines().add(line);
      }
    }
    return blocks;
  }

  /** What a reader would type, comments aside. */
  public List<String> commands() {
    return lines.stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.replaceFirst("\\s{2,}#.*$", "").strip())
        .toList();
  }

  @Override
  public String toString() {
    return place;
  }
}
