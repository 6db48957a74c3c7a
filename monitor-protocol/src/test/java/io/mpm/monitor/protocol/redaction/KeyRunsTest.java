package io.mpm.monitor.protocol.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRunsTest {

  private static final String FIRST = "-----BEGIN PRIV" + "ATE KEY-----";
  private static final String LAST = "-----END PRIV" + "ATE KEY-----";

  private static final List<String> BODY =
      IntStream.range(0, 8)
          .mapToObj(i -> ("q" + i + "Zx7/Kp+Wm3").repeat(6).substring(0, 64))
          .toList();

  private static String redacted(String text) {
    return Redactor.withDefaults().redact(TextNode.valueOf(text)).data().textValue();
  }

  /** Every line of a key, each in {@code form}, which names it %s. */
  private static String key(String form, boolean begins, boolean ends) {
    return IntStream.range(begins ? -1 : 0, BODY.size() + (ends ? 1 : 0))
        .mapToObj(i -> i < 0 ? FIRST : i == BODY.size() ? LAST : BODY.get(i))
        .map(line -> form.formatted(line))
        .collect(Collectors.joining());
  }

  private static void assertGone(String text) {
    String redacted = redacted(text);
    for (String line : BODY) {
      assertThat(redacted).doesNotContain(line).doesNotContain(line.substring(0, 32));
    }
    assertThat(redacted(redacted)).isEqualTo(redacted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  \"%s\\n\"\n",
        "'%s\\n' +\n",
        "# %s\n",
        "// %s\n",
        "> %s\n",
        "%s<br>",
        "%s&#xD;\n",
        "echo \"%s\" >> k\n",
        "conf/key.pem:7:%s\n",
        "^abc1234 (x 2026-11-28 08:00:00 +0000 7) %s\n",
        "\u001b[32m+\u001b[m\u001b[32m%s\u001b[m\n"
      })
  void r1_keyWhoseLinesStandInOtherText_isGone_alsoWithoutItsBeginningOrEnd(String form) {
    assertGone("before\n" + key(form, true, true) + "after");
    assertGone("before\n" + key(form, false, true) + "after");
    assertGone("before\n" + key(form, true, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s\n", "+%s\n", " %s\\n", "     4→%s\n", "> %s\r\n"})
  void r1_linesOfAKeyOfPutty_areGone(String form) {
    String lines = BODY.stream().map(form::formatted).collect(Collectors.joining());
    String end = form.formatted("Private-MAC: " + "0123456789abcdef".repeat(4));

    assertGone("Comment: x\n" + form.formatted("Private-Lines: 8") + lines + end + "after");
    assertGone(form.formatted("Private-Lines: 8") + lines);
    assertGone(lines + end);
  }

  @Test
  void r1_keyInHunksOfAPatch_isGone() {
    String hunk = "@@ -1,5 +1,5 @@ " + FIRST + "\n";
    List<String> signs = List.of(" ", "-", "+", " ", "-", "+", "+", " ");
    StringBuilder patch = new StringBuilder(hunk).append(" ").append(FIRST).append("\n");
    for (int i = 0; i < BODY.size(); i++) {
      patch.append(signs.get(i)).append(BODY.get(i)).append("\n");
      patch.append(i == 3 ? "@@ -20,4 +20,5 @@\n" : "");
    }
    assertGone("diff --git a/key.pem b/key.pem\nindex 1234567..89abcde 100600\n" + patch);
    assertGone(patch + " " + LAST + "\n");
    String last = patch.substring(patch.indexOf("@@ -20"));
    assertGone("@@ -1,2 +1,2 @@\n" + last + " " + LAST + "\n");
  }

  @Test
  void programsThatReadKeys_stay() {
    String program =
        """
        if (line.startsWith("%s")) {
          certificateAuthorityOfTheServer.beginReadingPrivateKeys();
        } else if (line.endsWith("%s")) {
          certificateAuthorityOfTheServer.endReadingPrivateKeys();
        }
        """
            .formatted(FIRST, LAST);

    assertThat(redacted(program)).isEqualTo(program);
  }

  @Test
  void r3_manyBeginnings_areLookedAtOnce() {
    assertThat(KeyRuns.in(FIRST.repeat(20_000))).isEmpty();
    assertThat(KeyRuns.in((FIRST + LAST).repeat(20_000))).isEmpty();
    assertThat(KeyRuns.in((LAST + " x").repeat(20_000))).isEmpty();
  }
}
