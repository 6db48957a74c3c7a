package io.mpm.monitor.protocol.event;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventKindsTest {

  private static final Path PAGE = Path.of("..", "docs", "protocol.md");

  /**
   * Puts the tables into the page with {@code -Dmpm.docs.write=true}; without it, fails when the
   * page holds another one.
   */
  @Test
  void page_tablesEqualKinds() throws Exception {
    assertPageHas("kinds", table("hook event", EventKinds.ALL));
    assertPageHas("kinds of claude-mpm", table("as the hook event", EventKinds.SEED));
  }

  private static void assertPageHas(String name, String table) throws IOException {
    String page = Files.readString(PAGE);
    String before = "<!-- the %s: begin -->\n".formatted(name);
    String after = "<!-- the %s: end -->\n".formatted(name);
    assertThat(page).contains(before, after);
    int begin = page.indexOf(before) + before.length();
    int end = page.indexOf(after);

    if (Boolean.getBoolean("mpm.docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
      return;
    }

    assertThat(page.substring(begin, end))
        .as("the %s in docs/protocol.md; -Dmpm.docs.write=true writes them anew", name)
        .isEqualTo(table);
  }

  private static String table(String hookColumn, List<EventKind> kinds) {
    return """
        | %s | `type` | `category` |
        |---|---|---|
        """
            .formatted(hookColumn)
        + kinds.stream()
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

  /** Nothing that claude-mpm has a name for is shown as unknown. */
  @Test
  void s31_ofType_everyNameOfTheSeedIsKnownOnce() {
    List<String> types = new ArrayList<>();
    EventKinds.ALL.forEach(kind -> types.add(kind.type()));
    EventKinds.SEED.forEach(kind -> types.add(kind.type()));
    assertThat(types).doesNotHaveDuplicates().doesNotContain("unknown");
    assertThat(EventKinds.SEED)
        .allMatch(kind -> EventKinds.ofType(kind.type()).equals(kind))
        .filteredOn(kind -> !kind.hookEvent().isEmpty())
        .allMatch(kind -> EventKinds.ofHook(kind.hookEvent()).category() == kind.category());
    assertThat(EventKinds.ofType("session.ended").hookEvent()).isEqualTo("SessionEnd");
  }

  @Test
  void ofType_seedsOtherFamilies_haveTheirCategories() {
    assertThat(EventKinds.ofType("memory:updated").category()).isEqualTo(Category.MEMORY);
    assertThat(EventKinds.ofType("todo.update").category()).isEqualTo(Category.TASK);
    assertThat(EventKinds.ofType("agent.delegation").category()).isEqualTo(Category.AGENT);
    assertThat(EventKinds.ofType("").category()).isEqualTo(Category.SYSTEM);
  }
}
