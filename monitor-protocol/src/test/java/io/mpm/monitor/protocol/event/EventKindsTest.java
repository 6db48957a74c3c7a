package io.mpm.monitor.protocol.event;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EventKindsTest {

  private static final Path PAGE = Path.of("..", "docs", "protocol.md");
  private static final String BEGIN = "<!-- the kinds: begin -->\n";
  private static final String END = "<!-- the kinds: end -->\n";

  /**
   * Puts the table into the page with {@code -Dmpm.docs.write=true}; without it, fails when the
   * page holds another one.
   */
  @Test
  void page_tableEqualsKinds() throws Exception {
    String page = Files.readString(PAGE);
    assertThat(page).contains(BEGIN, END);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);

    if (Boolean.getBoolean("mpm.docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
      return;
    }

    assertThat(page.substring(begin, end))
        .as("the kinds in docs/protocol.md; -Dmpm.docs.write=true writes them anew")
        .isEqualTo(table());
  }

  private static String table() {
    return """
        | hook event | `type` | `category` |
        |---|---|---|
        """
        + EventKinds.ALL.stream()
            .map(
                kind ->
                    "| %s | `%s` | %s |\n"
                        .formatted(kind.hookEvent(), kind.type(), kind.category().word()))
            .collect(joining());
  }

  @Test
  void ofHook_all33AreKnownOnce() {
    assertThat(EventKinds.ALL).hasSize(33);
    assertThat(EventKinds.ALL).extracting(EventKind::hookEvent).doesNotHaveDuplicates();
    assertThat(EventKinds.ALL).extracting(EventKind::type).doesNotHaveDuplicates();
  }

  @Test
  void ofHook_unknown_isSnakeCaseOfSystem() {
    assertThat(EventKinds.ofHook("BrandNewEvent"))
        .isEqualTo(new EventKind("BrandNewEvent", "hook.brand_new_event", Category.SYSTEM));
  }

  @Test
  void ofType_seedsHooks_areClaudeCodesEvents() {
    assertThat(EventKinds.ofType("hook.post_tool").hookEvent()).isEqualTo("PostToolUse");
    assertThat(EventKinds.ofType("hook.subagent_stop").category()).isEqualTo(Category.AGENT);
  }

  @Test
  void ofType_seedsOtherFamilies_haveTheirCategories() {
    assertThat(EventKinds.ofType("memory:updated").category()).isEqualTo(Category.MEMORY);
    assertThat(EventKinds.ofType("todo.update").category()).isEqualTo(Category.TASK);
    assertThat(EventKinds.ofType("agent.delegation").category()).isEqualTo(Category.AGENT);
    assertThat(EventKinds.ofType("").category()).isEqualTo(Category.SYSTEM);
  }
}
