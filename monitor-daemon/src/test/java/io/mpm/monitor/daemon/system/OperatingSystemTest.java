package io.mpm.monitor.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingSystemTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, /dev/null",
    "Mac OS X, /dev/null",
    "Windows 11, NUL",
    "windows, NUL",
  })
  void nullDevice_isTheSystemsOwn(String name, String nothing) {
    assertThat(new OperatingSystem(name).nullDevice()).hasToString(nothing);
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
