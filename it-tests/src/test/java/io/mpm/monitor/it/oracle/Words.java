package io.mpm.monitor.it.oracle;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text of many lengths that hides nothing: what waits on the disk, and what is read back. */
final class Words {

  private static final List<String> ALL =
      List.of("grep", "-r", "naïve", "\"two words\"", "\\n", "🦀", "src/main", "{}", "\n", "日本語");
  private static final int OFTEN = 60;
  private static final int SELDOM = 150;

  private Words() {}

  /**
   * One line, mostly; now and then so many that they are more than a pipe takes at once. None is so
   * long that it would be cut.
   */
  static List<String> draw(RandomGenerator chance) {
    int lines = chance.nextInt(20) == 0 ? chance.nextInt(1, SELDOM) : 1;
    return Stream.generate(() -> line(chance)).limit(lines).toList();
  }

  private static String line(RandomGenerator chance) {
    return Stream.generate(() -> ALL.get(chance.nextInt(ALL.size())))
        .limit(chance.nextInt(1, OFTEN * 2))
        .collect(Collectors.joining(" "));
  }
}
