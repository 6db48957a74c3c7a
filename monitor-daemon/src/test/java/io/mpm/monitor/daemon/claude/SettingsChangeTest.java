package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.jsonc.JsoncException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsChangeTest {

  private static final Path FILE = Path.of("settings.json");
  private static final Optional<Receipt> NO_RECEIPT = Optional.empty();

  private static Map<String, ObjectNode> hooks(HookMode mode) {
    HookEntries.HookTarget door = new HookEntries.HookTarget(8765, "");
    return new HookEntries("/opt/mpm monitor/bin/mpm-hook", mode, door)
        .forEvents(HookEvents.DEFAULTS);
  }

  private static SettingsChange install(Optional<String> now, Optional<Receipt> receipt)
      throws JsoncException {
    return SettingsChange.install(now, receipt, hooks(HookMode.COMMAND));
  }

  private static Optional<Receipt> receipt(SettingsChange change) {
    return Optional.of(Receipt.of(FILE, false, change.before(), change.then().orElseThrow()));
  }

  private static JsonNode tree(String text) throws JsoncException {
    return SettingsChange.settings(text).tree();
  }

  static List<String> corpus() {
    return SettingsCorpus.all();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void uninstall_isTheOppositeOfInstall(String text) throws Exception {
    SettingsChange in = install(Optional.of(text), NO_RECEIPT);
    SettingsChange out = SettingsChange.uninstall(in.then(), receipt(in));

    assertThat(out.then()).contains(text);
    String then = in.then().orElseThrow();
    assertThat(SettingsChange.settings(then).ours())
        .extracting(RegisteredHook::event)
        .containsExactlyInAnyOrderElementsOf(HookEvents.DEFAULTS);
    assertThat(then.startsWith("\uFEFF")).isEqualTo(text.startsWith("\uFEFF"));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void uninstall_afterTheUserHasAddedSomething_leavesExactlyThat(String text) throws Exception {
    SettingsChange in = install(Optional.of(text), NO_RECEIPT);
    String edited = in.then().orElseThrow() + "\n// mine";

    SettingsChange out = SettingsChange.uninstall(Optional.of(edited), receipt(in));

    assertThat(tree(out.then().orElseThrow())).isEqualTo(tree(text));
    // What was all that a container held takes that container's layout with it.
    if (!tree(text).path("hooks").isEmpty() && !text.matches("(?s).*\"hooks\":\\{\\s*\\}.*")) {
      assertThat(out.then()).contains(text + "\n// mine");
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void install_twice_changesNothingTheSecondTime(String text) throws Exception {
    SettingsChange in = install(Optional.of(text), NO_RECEIPT);

    SettingsChange again = install(in.then(), receipt(in));

    assertThat(again.isNone()).isTrue();
    assertThat(again.before()).contains(text);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void install_inAnotherMode_replacesAndStillKnowsTheBeginning(String text) throws Exception {
    SettingsChange in = install(Optional.of(text), NO_RECEIPT);
    SettingsChange http = SettingsChange.install(in.then(), receipt(in), hooks(HookMode.HTTP));

    assertThat(http.isNone()).isFalse();
    assertThat(SettingsChange.settings(http.then().orElseThrow()).ours())
        .hasSize(HookEvents.DEFAULTS.size());
    assertThat(SettingsChange.uninstall(http.then(), receipt(http)).then()).contains(text);
  }

  @Test
  void install_aGroupOfOursThatWasNarrowed_isWrittenAnew() throws Exception {
    SettingsChange in = install(Optional.of("{}"), NO_RECEIPT);
    String narrowed =
        in.then()
            .orElseThrow()
            .replace("\"PreToolUse\": [{", "\"PreToolUse\": [{\"matcher\": \"Bash\", ");

    SettingsChange again = install(Optional.of(narrowed), receipt(in));

    assertThat(again.isNone()).isFalse();
    assertThat(tree(again.then().orElseThrow())).isEqualTo(tree(in.then().get()));
  }

  @Test
  void install_aGroupOfOursThatOthersJoined_isLeftWithThem() throws Exception {
    SettingsChange in = install(Optional.of("{}"), NO_RECEIPT);
    String joined =
        in.then().orElseThrow().replace("\"hooks\": [{", "\"hooks\": [{\"type\": \"x\"}, {");

    assertThat(install(Optional.of(joined), receipt(in)).isNone()).isTrue();
  }

  @Test
  void install_noFile_makesOneThatUninstallRemoves() throws Exception {
    SettingsChange in = install(Optional.empty(), NO_RECEIPT);

    assertThat(in.then().orElseThrow()).startsWith("{\n  \"hooks\": {\n    \"SessionStart\": [{");
    assertThat(SettingsChange.uninstall(in.then(), receipt(in)).then()).isEmpty();
    Optional<String> reformatted = Optional.of(tree(in.then().get()).toPrettyString());
    assertThat(SettingsChange.uninstall(reformatted, receipt(in)).then()).isEmpty();
  }

  @Test
  void install_onTopOfHooksWrittenByHand_replacesThem() throws Exception {
    String byHand =
        """
        {"hooks": {
          "Stop": [{"hooks": [{"type": "command", "command": "mpm-hook stop", "timeout": 2}]}],
          "PreToolUse": [{"hooks": [
            {"type": "command", "command": "'/opt/my tools/mpm-hook' pre-tool"},
            {"type": "command", "command": "guard"}]}]
        }}
        """;

    SettingsChange in = install(Optional.of(byHand), NO_RECEIPT);

    HookSettings settings = HookSettings.of(in.then().orElseThrow());
    assertThat(settings.ours()).hasSize(HookEvents.DEFAULTS.size());
    assertThat(settings.hooks()).hasSize(HookEvents.DEFAULTS.size() + 1);
    assertThat(SettingsChange.uninstall(in.then(), NO_RECEIPT).then().orElseThrow())
        .contains("guard")
        .doesNotContain("mpm-hook", "Stop");
  }

  @Test
  void uninstall_aGroupOfOursThatOthersJoined_leavesThem() throws Exception {
    SettingsChange in = install(Optional.of("{}"), NO_RECEIPT);
    String joined =
        in.then()
            .orElseThrow()
            .replace(
                "\"PreToolUse\": [{\"hooks\": [",
                "\"PreToolUse\": [{\"hooks\": [{\"type\": \"command\", \"command\": \"x\"}, ");

    String out = SettingsChange.uninstall(Optional.of(joined), receipt(in)).then().orElseThrow();

    assertThat(tree(out))
        .isEqualTo(
            tree(
                "{\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"x\"}]}]}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "{}, '\"hooks\": {', '{\n  \"hooks\": { // TODO\n  }\n}'",
    "{}, '\"Stop\": [', '{\n  \"hooks\": {\n    \"Stop\": [ // TODO\n]\n  }\n}'",
    "{}, '{\"hooks\": [', '{\n  \"hooks\": {\n    \"Stop\": [{\"hooks\": [ // TODO\n]}]\n  }\n}'",
    "{}, '{', '{ // TODO\n}'",
    "{\"hooks\": { /* none */ }}, '\"hooks\": {', '{\"hooks\": { // TODO\n /* none */\n }}'"
  })
  void uninstall_aCommentThatOnlyStandsBesideOurs_staysWithWhatItStandsIn(
      String text, String place, String left) throws Exception {
    SettingsChange in =
        SettingsChange.install(
            Optional.of(text), NO_RECEIPT, Map.of("Stop", hooks(HookMode.COMMAND).get("Stop")));
    String then = in.then().orElseThrow();
    String commented = then.replaceFirst(Pattern.quote(place), "$0 // TODO\n");

    SettingsChange out = SettingsChange.uninstall(Optional.of(commented), receipt(in));

    assertThat(out.then()).contains(left);
  }

  @Test
  void uninstall_noFileBefore_staysForACommentsSake() throws Exception {
    SettingsChange in = install(Optional.empty(), NO_RECEIPT);
    String commented = in.then().orElseThrow() + "// mine\n";

    SettingsChange out = SettingsChange.uninstall(Optional.of(commented), receipt(in));

    assertThat(out.then()).contains("{}\n// mine\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"hooks\": []}",
        "{\"hooks\": {\"Stop\": {}}}",
        "{\"hooks\": {\"Stop\": [1]}}",
        "{\"hooks\": {}, \"hooks\": {}}",
        "{\"a\": 1,, \"b\": 2}",
        "{"
      })
  void install_brokenFileIsRefusedWithLineAndColumn(String broken) {
    assertThatThrownBy(() -> install(Optional.of(broken), NO_RECEIPT))
        .isInstanceOf(JsoncException.class)
        .hasMessageMatching("line 1, column \\d+: .+");
  }
}
