package io.mpm.monitor.daemon.installation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.protocol.home.ProgramVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstalledHookTest {

  private static final String RUNS =
      "#!/bin/sh\n[ \"$*\" != '--probe %s' ] || exit 42\n"
          .formatted(ProgramVersion.textOf(InstalledHook.class));

  @TempDir Path install;

  @BeforeEach
  void unpack() throws Exception {
    program(script(), "#!/bin/sh\n");
  }

  @Test
  void compiledOneOfThisVersionThatRuns_isTaken() throws Exception {
    program(compiled(), RUNS);

    assertThat(InstalledHook.in(install)).isEqualTo(compiled());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0\0\0\0\0\0",
        "exit 42",
        "#!/bin/sh\nexit 0\n",
        "#!/no/such/loader\n",
        "\u007fELF of another machine"
      })
  void compiledOneThatDoesNotRunHere_leavesTheScript(String program) throws Exception {
    program(compiled(), program);

    assertThat(InstalledHook.in(install)).isEqualTo(script());
  }

  @Test
  void noCompiledOne_isTheScript() {
    assertThat(InstalledHook.in(install)).isEqualTo(script());
  }

  @Test
  void scriptThatIsNotThere_isNamedAllTheSame() throws Exception {
    program(compiled(), RUNS);
    Files.delete(script());

    assertThat(InstalledHook.in(install)).isEqualTo(script());
  }

  @Test
  void script_isToGiveWayToACompiledOneBesideIt() throws Exception {
    assertThat(InstalledHook.insteadOf(script())).isEmpty();

    program(compiled(), RUNS);

    assertThat(InstalledHook.insteadOf(script())).contains(compiled());
    assertThat(InstalledHook.insteadOf(compiled())).isEmpty();
    assertThat(InstalledHook.insteadOf(Path.of("/mpm-hook"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0\0\0", "\u007fELF of another machine"})
  void registeredProgramThatDoesNotRunHere_isBroken(String program) throws Exception {
    program(compiled(), program);

    assertThat(InstalledHook.isBroken(compiled())).isTrue();
  }

  @Test
  void registeredScript_isNotBroken() {
    assertThat(InstalledHook.isBroken(script())).isFalse();
    assertThat(InstalledHook.isBroken(install.resolve("bin/mpm-hook.cmd"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Linux, mpm-hook", "Mac OS X, mpm-hook", "Windows 11, mpm-hook.cmd"})
  void script_isNamedAsItsSystemRunsIt(String system, String name) {
    assertThat(InstalledHook.script(install, new OperatingSystem(system)))
        .isEqualTo(install.resolve("bin").resolve(name));
  }

  @ParameterizedTest
  @CsvSource({"Linux, amd64, linux-amd64", "Mac OS X, aarch64, mac-os-x-aarch64"})
  void compiledOne_isKeptApartForEachSystem(String system, String architecture, String folder) {
    assertThat(InstalledHook.compiled(install, new OperatingSystem(system), architecture))
        .isEqualTo(install.resolve("lib").resolve(folder).resolve("mpm-hook"));
  }

  private Path script() {
    return InstalledHook.script(install);
  }

  private Path compiled() {
    return InstalledHook.compiled(install);
  }

  private static void program(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
