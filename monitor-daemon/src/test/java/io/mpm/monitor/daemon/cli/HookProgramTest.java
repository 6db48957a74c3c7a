package io.mpm.monitor.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.recording.DemoRecording;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookProgramTest {

  private static final DemoRecording.Step STEP =
      new DemoRecording.Step(Duration.ZERO, "PreToolUse", "{\"tool\":\"é\"}");

  @TempDir Path install;

  @Test
  void call_handsOverWordAndPayload() throws Exception {
    hook("cat > \"$MPM_MONITOR_HOME/$1\"");

    HookProgram.of(surroundings()).call(STEP);

    assertThat(install.resolve("pre-tool-use")).hasContent("{\"tool\":\"é\"}");
  }

  @Test
  void call_hookFails_saysSo() throws Exception {
    hook("cat > /dev/null; exit 3");

    assertThatThrownBy(() -> HookProgram.of(surroundings()).call(STEP))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("mpm-hook pre-tool-use ended with exit code 3");
  }

  private void hook(String script) throws Exception {
    Path program = Files.createDirectories(install.resolve("bin")).resolve("mpm-hook");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private Surroundings surroundings() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new Surroundings(
        CommandRun.environment(install), install, nowhere, nowhere, InstantSource.system());
  }
}
