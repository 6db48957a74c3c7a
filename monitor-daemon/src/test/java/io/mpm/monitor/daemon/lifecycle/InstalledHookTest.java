package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstalledHookTest {

  @TempDir Path install;

  @Test
  void compiledOneThatRuns_isTaken() throws Exception {
    Path compiled = compiled("#!/bin/sh\n[ \"$*\" = --probe ]\n");

    assertThat(InstalledHook.in(install)).isEqualTo(compiled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#!/bin/sh\nexit 1\n", "#!/no/such/loader\n", "\u007fELF of another machine"})
  void compiledOneThatDoesNotRunHere_leavesTheScript(String program) throws Exception {
    compiled(program);

    assertThat(InstalledHook.in(install)).isEqualTo(install.resolve("bin/mpm-hook"));
  }

  @Test
  void noCompiledOne_isTheScript() {
    assertThat(InstalledHook.in(install)).isEqualTo(install.resolve("bin/mpm-hook"));
  }

  @Test
  void script_isToGiveWayToACompiledOneBesideIt() throws Exception {
    Path script = install.resolve("bin/mpm-hook");
    assertThat(InstalledHook.insteadOf(script)).isEmpty();

    Path compiled = compiled("#!/bin/sh\n");

    assertThat(InstalledHook.insteadOf(script)).contains(compiled);
    assertThat(InstalledHook.insteadOf(compiled)).isEmpty();
    assertThat(InstalledHook.insteadOf(Path.of("/mpm-hook"))).isEmpty();
  }

  private Path compiled(String program) throws Exception {
    Path file = OperatingSystem.current().compiledHook(install, System.getProperty("os.arch", ""));
    Files.createDirectories(file.getParent());
    Files.writeString(file, program);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
