package io.mpm.monitor.daemon.claude;

import io.mpm.monitor.daemon.jsonc.RandomJsonc;
import java.util.ArrayList;
import java.util.List;

/** Settings files as users have them. */
final class SettingsCorpus {

  static final String FOREIGN =
      """
      {
        "model": "opus",
        "hooks": {
          "PreToolUse": [
            {"matcher": "Bash", "hooks": [{"type": "command", "command": "~/bin/guard.sh"}]}
          ],
          "Stop": []
        }
      }
      """;

  static final String CLAUDE_MPM =
      """
      {
          "hooks": {
              "PreToolUse": [
                  {
                      "matcher": "*",
                      "hooks": [
                          {
                              "type": "command",
                              "command": "/opt/claude-mpm/scripts/claude-hook-handler.sh"
                          }
                      ]
                  }
              ]
          }
      }
      """;

  private SettingsCorpus() {}

  static List<String> all() {
    List<String> texts = new ArrayList<>(written());
    for (int seed = 0; seed < 400; seed++) {
      texts.add(random(seed));
    }
    return texts;
  }

  /** Those that a person could have written. */
  static List<String> written() {
    return List.of(
        "",
        "\n",
        "\uFEFF",
        "{}",
        "{}\n",
        "{ }",
        "{\n}\n",
        "\uFEFF{\n  \"a\": 1\n}\n",
        "{\r\n\t\"a\": 1\r\n}\r\n",
        "{\"hooks\":{}}",
        "{\"hooks\": { /* none */ }}",
        "{\"hooks\":{\"Stop\":[]}}",
        "{\n  \"hooks\": {\n  }\n}",
        "// mine\n{ // open\n  \"env\": {\"A\": \"b\"}, // env\n  /* last */\n}\n// end",
        "{\"a\":1,\"b\":[1,2]}",
        FOREIGN,
        FOREIGN.replace("\n", "\r\n"),
        "\uFEFF" + FOREIGN,
        CLAUDE_MPM,
        CLAUDE_MPM.strip(),
        large());
  }

  /** Those of them that Claude Code reads. */
  static List<String> read() {
    return written().stream().filter(text -> !text.contains("/*") && !text.contains("//")).toList();
  }

  private static String random(int seed) {
    RandomJsonc random = new RandomJsonc(seed);
    List<String> events = new ArrayList<>();
    for (String event : List.of("PreToolUse", "Stop")) {
      if (seed % 3 != 0) {
        String handler =
            "{\"type\":\"command\"," + random.trivia() + "\"command\":\"x " + seed + "\"}";
        String group = "{" + random.trivia() + "\"hooks\":[" + handler + random.trivia() + "]}";
        events.add(
            "\""
                + event
                + "\":["
                + random.trivia()
                + (seed % 3 == 1 ? "" : group)
                + random.trivia()
                + "]");
      }
    }
    String hooks =
        "\"hooks\":{" + random.trivia() + String.join(",", events) + random.trivia() + "}";
    List<String> first = seed % 5 == 0 ? List.of() : List.of(hooks);
    return random.trivia() + "{" + random.members(3, first) + "}" + random.trivia();
  }

  /** A megabyte: somebody has allowed each command by itself. */
  private static String large() {
    StringBuilder text = new StringBuilder("{\n  \"permissions\": {\n    \"allow\": [\n");
    for (int i = 0; text.length() < 1 << 20; i++) {
      text.append(i == 0 ? "" : ",\n")
          .append("      \"Bash(make target-")
          .append(i)
          .append(":*)\"");
    }
    return text.append("\n    ]\n  }\n}\n").toString();
  }
}
