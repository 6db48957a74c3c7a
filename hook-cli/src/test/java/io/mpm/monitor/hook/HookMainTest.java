package io.mpm.monitor.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.hook.Installation.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process, as a system without a POSIX shell starts it. */
class HookMainTest {

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(folder);
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @Test
  void event_isKeptWithoutLoadingTheCommand() throws Exception {
    installation.proxyLives();
    Path loaded = folder.resolve("loaded");

    Result result =
        java(List.of("-Xlog:class+load:file=" + loaded), "{\"a\":\"é\"}".getBytes(UTF_8), "stop");

    assertThat(result).isEqualTo(Result.SILENT);
    assertThat(installation.spooled()).hasSize(1);
    assertThat(installation.spooled().get(0)).hasContent("{\"a\":\"é\"}");
    assertThat(installation.spooled().get(0).getFileName().toString())
        .matches("stop\\.[0-9]+\\.[0-9a-f-]+");
    assertThat(Files.readString(loaded))
        .contains("io.mpm.monitor.hook.HotPath")
        .doesNotContain("picocli.", "com.fasterxml", "java.security.SecureRandom ");
  }

  @Test
  void h1_noProxyRunning_startsOneAndIsSilent() throws Exception {
    installation.javaDoes("exec sleep 600");

    Result result =
        java(List.of("-Dmpm.install=" + folder.resolve("install")), new byte[0], "pre-tool");

    assertThat(result).isEqualTo(Result.SILENT);
    await().until(() -> installation.javaCalls().size() == 1);
  }

  @Test
  void h5_hugeInput_fitsIntoASmallHeap() throws Exception {
    installation.proxyLives();

    assertThat(java(List.of("-Xmx16m"), new byte[50 << 20], "post-tool")).isEqualTo(Result.SILENT);

    assertThat(Files.size(installation.spooled().get(0))).isEqualTo(50 << 20);
  }

  @Test
  void h13_homeThatCannotBe_isSilent() throws Exception {
    for (String home : List.of("relative", "/dev/null", "/proc/self/nope", "\u0001")) {
      installation.environment().put("MPM_MONITOR_HOME", home);
      assertThat(java(List.of(), new byte[10], "stop")).as(home).isEqualTo(Result.SILENT);
    }
  }

  @Test
  void noWord_isHelp() throws Exception {
    Result result = java(List.of(), new byte[0]);

    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).startsWith("Usage: mpm-hook");
  }

  private Result java(List<String> flags, byte[] input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(HookMain.class.getName());
    command.addAll(List.of(arguments));
    Process process = installation.start(command);
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // A hook that had no place for its event has not read it.
    }
    return Installation.await(process);
  }
}
