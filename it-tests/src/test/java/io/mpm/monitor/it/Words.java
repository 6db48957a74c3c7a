package io.mpm.monitor.it;

import java.util.List;
import java.util.random.RandomGenerator;

/** Text of many lengths that hides nothing: what waits on the disk, and what is read back. */
final class Words {

  private static final List<String> ALL =
      List.of("grep", "-r", "naïve", "\"two words\"", "\\n", "🦀", "src/main", "{}", "\n", "日本語");
  private static final int OFTEN = 60;
  private static final int SELDOM = 5_000;

  private Words() {}

  /** Mostly some hundred bytes; now and then more than a pipe takes at once. */
  static String draw(RandomGenerator chance) {
    int count = 1 + chance.nextInt(chance.nextInt(20) == 0 ? SELDOM * 3 : OFTEN);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(ALL.get(chance.nextInt(ALL.size()))).append(' ');
    }
    return text.toString();
  }
}
