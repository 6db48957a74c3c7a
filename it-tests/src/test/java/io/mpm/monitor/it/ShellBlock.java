package io.mpm.monitor.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One {@code sh} block of a page: what a reader would type, comments aside.
 *
 * @param page and the line it begins in
 */
record ShellBlock(String page, List<String> commands) {

  private static final String BEGIN = "```sh";

  /** All blocks of a page, from its top. */
  static List<ShellBlock> of(Path page) throws IOException {
    List<ShellBlock> blocks = new ArrayList<>();
    List<String> commands = null;
    int number = 0;
    for (String line : Files.readAllLines(page)) {
      number++;
      if (commands == null && line.equals(BEGIN)) {
        commands = new ArrayList<>();
        blocks.add(new ShellBlock(page.getFileName() + " line " + number, commands));
      } else if (line.equals("```")) {
        commands = null;
      } else if (commands != null && !line.isBlank() && !line.startsWith("#")) {
        commands.add(line.replaceFirst("\\s{2,}#.*$", "").strip());
      }
    }
    return blocks;
  }

  @Override
  public String toString() {
    return page;
  }
}
