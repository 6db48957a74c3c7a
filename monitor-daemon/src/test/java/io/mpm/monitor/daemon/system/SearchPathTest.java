package io.mpm.monitor.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPathTest {

  private static final OperatingSystem WINDOWS = new OperatingSystem("Windows 11");

  @TempDir Path folder;

  private Path program(String name) throws IOException {
    Path program = Files.createDirectories(folder.resolve(name).getParent()).resolve(name);
    assertThat(Files.createFile(folder.resolve(name)).toFile().setExecutable(true)).isTrue();
    return program;
  }

  @Test
  void find_firstFolderThatHasItAsAProgram() throws Exception {
    Files.createDirectories(folder.resolve("a/tool"));
    Files.createDirectories(folder.resolve("b"));
    Files.createFile(folder.resolve("b/tool"));
    program("c/tool");
    program("d/tool");
    String folders =
        String.join(
            File.pathSeparator,
            List.of(
                "", folder + "/none", folder + "/a", folder + "/b", folder + "/c", folder + "/d"));

    SearchPath path = SearchPath.of(Map.of("PATH", folders), new OperatingSystem("Linux"));

    assertThat(path.find("tool")).contains(folder.resolve("c/tool"));
    assertThat(path.find("other")).isEmpty();
  }

  @Test
  void find_onWindows_theFirstEndingOfTheEnvironmentThatIsThere() throws Exception {
    program("tool");
    program("tool.CMD");
    program("tool.EXE");
    Map<String, String> environment =
        Map.of("Path", folder.toString(), "PATHEXT", ".PS1;.CMD;.EXE");

    SearchPath path = SearchPath.of(environment, WINDOWS);

    assertThat(path.find("tool")).contains(folder.resolve("tool.CMD"));
    assertThat(path.find("tool.EXE")).contains(folder.resolve("tool.EXE"));
  }
}
