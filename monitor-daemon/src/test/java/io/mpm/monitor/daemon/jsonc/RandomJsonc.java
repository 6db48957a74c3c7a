package io.mpm.monitor.daemon.jsonc;

import java.util.List;
import java.util.Random;

/** Texts as people, editors and programs write them: every layout, comments everywhere. */
public final class RandomJsonc {

  private static final List<String> SCALARS =
      List.of("1", "-0.50e3", "true", "null", "\"a\"", "\"\\\"}]{[,// /*\"", "\"\\u00e9 é 😀\"");
  private static final List<String> NAMES =
      List.of("model", "env", "hooks.d", "PreToolUse", "permissions", "a \\\"b\\\"");

  private final Random random;
  private final String lineBreak;
  private int name;

  public RandomJsonc(long seed) {
    this.random = new Random(seed);
    this.lineBreak = random.nextBoolean() ? "\n" : "\r\n";
  }

  /** The members of an object, with the comma after each but the last. */
  public String members(int depth, List<String> first) {
    StringBuilder text = new StringBuilder();
    int more = random.nextInt(4);
    for (int i = 0; i < first.size() + more; i++) {
      text.append(i == 0 ? "" : ",").append(trivia());
      text.append(
          i < first.size()
              ? first.get(i)
              : "\"" + NAMES.get(random.nextInt(NAMES.size())) + name++ + "\":" + value(depth - 1));
      text.append(trivia());
    }
    return text.append(trailingComma(first.size() + more)).append(trivia()).toString();
  }

  /** Any value. */
  public String value(int depth) {
    if (depth <= 0 || random.nextInt(3) == 0) {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }
    if (random.nextBoolean()) {
      return "{" + members(depth, List.of()) + "}";
    }
    StringBuilder text = new StringBuilder("[").append(trivia());
    int items = random.nextInt(4);
    for (int i = 0; i < items; i++) {
      text.append(i == 0 ? "" : ",").append(trivia()).append(value(depth - 1)).append(trivia());
    }
    return text.append(trailingComma(items)).append(trivia()).append("]").toString();
  }

  private String trailingComma(int items) {
    return items > 0 && random.nextInt(5) == 0 ? "," : "";
  }

  /** Blanks and comments. */
  public String trivia() {
    return switch (random.nextInt(9)) {
      case 0 -> lineBreak + "  ";
      case 1 -> " // to the end: ]},\"" + " ".repeat(random.nextInt(2)) + lineBreak + "\t";
      case 2 -> "/* one */";
      case 3 -> " /* two" + lineBreak + " lines */ ";
      case 4 -> lineBreak + lineBreak;
      case 5 -> " ";
      default -> "";
    };
  }
}
