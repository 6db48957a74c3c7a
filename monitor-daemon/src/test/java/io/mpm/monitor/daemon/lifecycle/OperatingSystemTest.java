package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingSystemTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, mpm-hook, /dev/null",
    "Mac OS X, mpm-hook, /dev/null",
    "Windows 11, mpm-hook.cmd, NUL",
    "windows, mpm-hook.cmd, NUL",
  })
  void names_areTheSystemsOwn(String name, String hook, String nothing) {
    OperatingSystem system = new OperatingSystem(name);

    assertThat(system.hook(Path.of("install"))).isEqualTo(Path.of("install", "bin", hook));
    assertThat(system.nullDevice()).hasToString(nothing);
  }

  @Test
  void compiledHook_isKeptApartForEachSystem() {
    Path install = Path.of("install");

    assertThat(new OperatingSystem("Linux").compiledHook(install, "amd64"))
        .isEqualTo(Path.of("install/lib/linux-amd64/mpm-hook"));
    assertThat(new OperatingSystem("Mac OS X").compiledHook(install, "aarch64"))
        .isEqualTo(Path.of("install/lib/mac-os-x-aarch64/mpm-hook"));
  }

  @Test
  void current_hasNothingToReadInItsNullDevice() throws Exception {
    try (InputStream nothing = new FileInputStream(OperatingSystem.current().nullDevice())) {
      assertThat(nothing.read()).isEqualTo(-1);
    }
  }

  @Test
  void variable_onWindows_isFoundHoweverItIsSpelled() {
    Map<String, String> environment = Map.of("Path", "there");

    assertThat(new OperatingSystem("Windows 11").variable(environment, "PATH")).isEqualTo("there");
    assertThat(new OperatingSystem("Linux").variable(environment, "PATH")).isEmpty();
  }

  @Test
  void endings_areThoseOfTheEnvironment() {
    OperatingSystem windows = new OperatingSystem("Windows 11");

    assertThat(windows.endings(Map.of("PATHEXT", ".EXE;.PS1"))).containsExactly(".EXE", ".PS1");
    assertThat(windows.endings(Map.of())).contains(".EXE", ".CMD");
    assertThat(new OperatingSystem("Linux").endings(Map.of("PATHEXT", ".EXE"))).containsExactly("");
  }
}
