package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.Needs;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HookInstallationTest {

  @TempDir private Path temporary;
  private Path settings;

  @BeforeEach
  void folder() throws IOException {
    settings = Files.createDirectory(temporary.resolve("claude")).resolve("settings.json");
  }

  private HookInstallation installation() throws IOException {
    return HookInstallation.in(settings, new MonitorHome(temporary.resolve("home")));
  }

  private HookInstallation installationBy(String user) throws IOException {
    return HookInstallation.in(
        settings, new MonitorHome(temporary.resolve("home")), Optional.of(() -> user));
  }

  private static Map<String, ObjectNode> hooks(String... events) {
    return new HookEntries("mpm-hook", HookMode.COMMAND, new HookEntries.HookTarget(8765, ""))
        .forEvents(List.of(events));
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(settings));
  }

  @Test
  void install_keepsModeAndBackup_andUninstallGivesTheBytesBack() throws Exception {
    Files.writeString(settings, SettingsCorpus.FOREIGN);
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r-----"));

    HookInstallation.Outcome in = installation().install(hooks("Stop"), false);

    assertThat(in.changed()).isTrue();
    assertThat(in.backup().orElseThrow()).hasContent(SettingsCorpus.FOREIGN);
    assertThat(Files.readString(settings)).contains("mpm-hook");
    assertThat(mode()).isEqualTo("rw-r-----");
    installation().uninstall(false);
    assertThat(Files.readString(settings)).isEqualTo(SettingsCorpus.FOREIGN);
    assertThat(mode()).isEqualTo("rw-r-----");
    assertThat(settings.getParent().toFile().list()).containsExactly("settings.json");
    assertThat(temporary.resolve("home/installed")).isEmptyDirectory();
  }

  @Test
  void install_keepsTheGroup() throws Exception {
    Needs.root("only root can give a file to a group that he is not in");
    Files.writeString(settings, "{}");
    Files.setAttribute(settings, "unix:gid", 65534);

    installation().install(hooks("Stop"), false);

    assertThat(Files.getAttribute(settings, "unix:gid")).isEqualTo(65534);
    installation().uninstall(false);
    assertThat(Files.getAttribute(settings, "unix:gid")).isEqualTo(65534);
  }

  @Test
  void install_fileWithASecondName_isRefusedBeforeAnythingIsWritten() throws Exception {
    Path other = Files.writeString(temporary.resolve("dotfiles.json"), "{}");
    Files.createLink(settings, other);

    assertThatThrownBy(() -> installation().install(hooks("Stop"), false))
        .hasMessageStartingWith(settings + ": has 2 names (hard links)")
        .hasMessageContaining("ln -s");

    assertThat(settings).hasContent("{}").hasSameBinaryContentAs(other);
    assertThat(temporary.resolve("home")).doesNotExist();
  }

  @Test
  void uninstall_fileThatGotASecondName_isRefused() throws Exception {
    installation().install(hooks("Stop"), false);
    Files.createLink(temporary.resolve("dotfiles.json"), settings);

    assertThatThrownBy(() -> installation().uninstall(false))
        .hasMessageStartingWith(settings + ": has 2 names (hard links)");

    assertThat(settings).content().contains("mpm-hook");
  }

  @Test
  void install_folderThatTakesNoNewFile_isToldOfTheFileThatWasMeant() throws Exception {
    // With what is put before and after it, this name is longer than any may be.
    settings = settings.resolveSibling("s".repeat(230));

    assertThatThrownBy(() -> installation().install(hooks("Stop"), false))
        .isInstanceOf(FileSystemException.class)
        .hasMessageStartingWith(settings + ": cannot be replaced in " + settings.getParent());
  }

  static List<String> corpus() {
    return SettingsCorpus.read();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ // mine#\"a\": 1}|line 1, column 3: JSON has no comments",
        "{\"a\": 1} /* last */|line 1, column 10: JSON has no comments",
        "{#\"a\": [1,]}|line 2, column 8: JSON has no comma before ]",
        "{\"a\": 1,#}|line 1, column 8: JSON has no comma before }",
        "{\"cleanupPeriodDays\": \"x\"}|line 1, column 23: cleanupPeriodDays is a number",
        "{\"permissions\": {\"allow\": {}}}|line 1, column 27: permissions.allow is a list",
        "{\"hooks\": {\"Stop\": [{}]}}|line 1, column 21: hooks.Stop holds a group without hooks"
      })
  void install_fileThatClaudeCodeSkips_isRefusedWithThePlace(String text, String place)
      throws Exception {
    String written = text.replace('#', '\n');
    Files.writeString(settings, written);

    assertThatThrownBy(() -> installation().install(hooks("Stop"), false))
        .hasMessageStartingWith(settings + ": " + place + "; Claude Code skips the whole file");

    assertThat(settings).hasContent(written);
    assertThat(temporary.resolve("home")).doesNotExist();
  }

  @Test
  void uninstall_fileWithComments_keepsThem() throws Exception {
    installation().install(hooks("Stop"), false);
    Files.writeString(settings, "// mine\n" + Files.readString(settings));

    installation().uninstall(false);

    assertThat(settings).content().startsWith("// mine\n").doesNotContain("mpm-hook");
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void uninstall_givesEachFileBackToTheByte(String text) throws Exception {
    byte[] before = text.getBytes(StandardCharsets.UTF_8);
    Files.write(settings, before);

    installation().install(hooks("Stop", "PreToolUse"), false);

    assertThat(Files.readString(settings)).contains("mpm-hook");
    installation().uninstall(false);
    assertThat(Files.readAllBytes(settings)).isEqualTo(before);
  }

  @Test
  void install_noFile_isTheOwnersAloneAndGoesAgain() throws Exception {
    Files.delete(settings.getParent());

    installation().install(hooks("Stop"), false);

    assertThat(mode()).isEqualTo("rw-------");
    installation().uninstall(false);
    assertThat(settings.getParent()).doesNotExist();
  }

  @Test
  void install_dryRun_touchesNothing() throws Exception {
    HookInstallation.Outcome would = installation().install(hooks("Stop"), true);

    assertThat(would.after().orElseThrow()).contains("mpm-hook");
    assertThat(settings).doesNotExist();
    assertThat(temporary.resolve("home")).doesNotExist();
  }

  @Test
  void install_throughALink_changesTheTargetAndKeepsTheLink() throws Exception {
    Path target = Files.writeString(temporary.resolve("dotfiles.json"), "{}");
    Files.createSymbolicLink(settings, Path.of("../dotfiles.json"));

    installation().install(hooks("Stop"), false);

    assertThat(settings).isSymbolicLink();
    assertThat(Files.readString(target)).contains("mpm-hook");
    installation().uninstall(false);
    assertThat(settings).isSymbolicLink();
    assertThat(target).hasContent("{}");
  }

  @Test
  void uninstall_folderThatWasThere_stays() throws Exception {
    installation().install(hooks("Stop"), false);
    installation().install(hooks("Stop", "PreToolUse"), false);

    installation().uninstall(false);

    assertThat(settings.getParent()).isEmptyDirectory();
  }

  @Test
  void uninstall_folderThatIsALink_neverTouchesTheLink() throws Exception {
    Path folder = settings.getParent();
    Path real = Files.createDirectory(temporary.resolve("dotfiles"));
    Files.writeString(real.resolve("history.jsonl"), "all that was said");
    Files.delete(folder);

    installation().install(hooks("Stop"), false);
    Files.move(folder.resolve("settings.json"), real.resolve("settings.json"));
    Files.delete(folder);
    Files.createSymbolicLink(folder, real);
    installation().uninstall(false);

    assertThat(folder).isSymbolicLink();
    assertThat(real.toFile().list()).containsExactly("history.jsonl");
  }

  @Test
  void install_linkInALinkedFolder_isFollowedFromWhereItReallyLies() throws Exception {
    Path folder = settings.getParent();
    Path real = Files.createDirectories(temporary.resolve("dotfiles/claude"));
    Path shared = Files.createDirectory(temporary.resolve("dotfiles/shared"));
    Path target = Files.writeString(shared.resolve("settings.json"), "{}");
    Files.createSymbolicLink(real.resolve("settings.json"), Path.of("../shared/settings.json"));
    Files.delete(folder);
    Files.createSymbolicLink(folder, Path.of("dotfiles/claude"));

    installation().install(hooks("Stop"), false);

    assertThat(Files.readString(target)).contains("mpm-hook");
    assertThat(temporary.resolve("shared")).doesNotExist();
    installation().uninstall(false);
    assertThat(target).hasContent("{}");
    assertThat(folder).isSymbolicLink();
  }

  @Test
  void install_readOnlyFile_isRefusedAndStays() throws Exception {
    Files.writeString(settings, "{}");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("r--r--r--"));

    assertThatThrownBy(() -> installation().install(hooks("Stop"), false))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("is read-only");
    assertThat(settings).hasContent("{}");
  }

  @Test
  void install_anotherUsersFile_isRefusedBeforeAnythingIsWritten() throws Exception {
    String owner = Files.getOwner(temporary).getName();
    Files.writeString(settings, "{}");

    assertThatThrownBy(() -> installationBy("root").install(hooks("Stop"), false))
        .hasMessage(
            "%s: belongs to %s, and you are root; nothing was changed: run this as %s, without sudo"
                .formatted(settings, owner, owner));

    assertThat(settings).hasContent("{}");
    assertThat(temporary.resolve("home")).doesNotExist();
  }

  @Test
  void dryRun_refusesWhatTheRealOneRefuses() throws Exception {
    Files.writeString(settings, "{}");
    assertThatThrownBy(() -> installationBy("root").install(hooks("Stop"), true))
        .hasMessageContaining("and you are root");
    Files.createLink(temporary.resolve("other-name"), settings);
    assertThatThrownBy(() -> installation().install(hooks("Stop"), true))
        .hasMessageContaining("has 2 names");
    Files.delete(temporary.resolve("other-name"));

    installation().install(hooks("Stop"), false);
    assertThatThrownBy(() -> installationBy("root").uninstall(true))
        .hasMessageContaining("and you are root");
    assertThat(installationBy("root").install(hooks("Stop"), true).changed())
        .as("nothing would be written")
        .isFalse();
  }

  @Test
  void install_noFileInAnotherUsersFolder_isRefused() throws Exception {
    Files.delete(settings.getParent());

    assertThatThrownBy(() -> installationBy("dev").install(hooks("Stop"), false))
        .hasMessageStartingWith(settings + ": would be made in " + temporary + ", which belongs to")
        .hasMessageContaining("and you are dev");

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void install_linkToAnotherUsersFile_isRefused() throws Exception {
    Path target = Files.writeString(temporary.resolve("dotfiles.json"), "{}");
    Files.createSymbolicLink(settings, target);

    assertThatThrownBy(() -> installationBy("dev").install(hooks("Stop"), false))
        .hasMessageStartingWith(settings + ": is a link to " + target + ", which belongs to");

    assertThat(target).hasContent("{}");
  }

  @Test
  void uninstall_anotherUsersFile_isRefused() throws Exception {
    installation().install(hooks("Stop"), false);

    assertThatThrownBy(() -> installationBy("root").uninstall(false))
        .hasMessageContaining("and you are root; nothing was changed");

    assertThat(settings).content().contains("mpm-hook");
    installation().uninstall(false);
    assertThat(settings).doesNotExist();
  }

  @Test
  void install_brokenFile_isRefusedWithItsPlaceAndStays() throws Exception {
    Files.writeString(settings, "{\n  \"model\": \"opus\"\n  \"env\": {}\n}");

    assertThatThrownBy(() -> installation().install(hooks("Stop"), false))
        .hasMessage(
            settings + ": line 3, column 3: , is expected instead of \"; nothing was changed");
    assertThat(Files.readString(settings)).doesNotContain("mpm-hook");
  }

  @Test
  void install_noUtf8_isRefused() throws Exception {
    Files.write(settings, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

    assertThatThrownBy(() -> installation().install(hooks("Stop"), false))
        .hasMessage(settings + ": is no UTF-8");
  }

  @Test
  void uninstall_nothingThere_doesNothing() throws Exception {
    assertThat(installation().uninstall(false).changed()).isFalse();
    Files.writeString(settings, SettingsCorpus.FOREIGN);
    assertThat(installation().uninstall(false).changed()).isFalse();
    assertThat(settings).hasContent(SettingsCorpus.FOREIGN);
  }

  @Test
  void install_secondTime_keepsTheFirstBackup() throws Exception {
    Files.writeString(settings, "{ }");
    installation().install(hooks("Stop"), false);
    installation().install(hooks("Stop", "PreToolUse"), false);

    installation().uninstall(false);

    assertThat(Files.readString(settings)).isEqualTo("{ }");
  }
}
