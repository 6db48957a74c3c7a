package io.mpm.monitor.daemon.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.system.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaudeFoldersTest {

  @TempDir private Path temporary;

  private ClaudeFolders folders() {
    return new ClaudeFolders(temporary, temporary, temporary.resolve("managed"));
  }

  private static Path managed(String system) {
    return ClaudeFolders.of(Map.of("HOME", "/home/dev"), Path.of("/p"), system)
        .settings(SettingsScope.MANAGED);
  }

  @Test
  void of_eachSystem_hasItsOwnFolderForTheAdministrator() {
    assertThat(managed("Linux")).hasToString("/etc/claude-code/managed-settings.json");
    assertThat(managed("Mac OS X"))
        .hasToString("/Library/Application Support/ClaudeCode/managed-settings.json");
    assertThat(managed("Windows 11").toString()).startsWith("C:\\Program Files\\ClaudeCode");
  }

  @Test
  void droppedIn_noFolder_isEmpty() throws IOException {
    assertThat(folders().droppedIn()).isEmpty();
    Files.createDirectories(temporary.resolve("managed"));
    Files.writeString(folders().dropIns(), "a file, no folder");
    assertThat(folders().droppedIn()).isEmpty();
  }

  @Test
  void droppedIn_readsWhatClaudeCodeReads_theLastByNameFirst() throws IOException {
    Path folder = Files.createDirectories(folders().dropIns());
    for (String name : List.of("10-a.json", "B.json", "a.json", ".hidden.json", "notes.txt")) {
      Files.writeString(folder.resolve(name), "{}");
    }
    Files.createDirectory(folder.resolve("folder.json"));
    Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("10-a.json"));

    assertThat(folders().droppedIn())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("link.json", "a.json", "B.json", "10-a.json");
  }

  @Test
  void droppedIn_folderThatCannotBeListed_isSaid() throws IOException {
    Files.createDirectories(temporary.resolve("managed"));
    Path itself = Files.createSymbolicLink(folders().dropIns(), folders().dropIns());

    assertThatThrownBy(() -> folders().droppedIn()).isInstanceOf(IOException.class);
    assertThat(
            Concerns.of(
                SettingsSurvey.of(folders()),
                new HookSurroundings(
                    new SearchPath(""), Optional.empty(), Optional.empty(), Map.of())))
        .extracting(Concern::problem)
        .anyMatch(problem -> problem.startsWith(itself + ": cannot be read"));
  }
}
