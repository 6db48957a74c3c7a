package io.mpm.monitor.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.hook.Installation.Result;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reaches the spool, and that the hook is never heard; the numbers are those of the faults.
 */
class HookEventTest {

  private static final String EVENT = "{\"hook_event_name\":\"PreToolUse\"}";

  private static final List<String> SH = List.of("/bin/sh");

  @TempDir Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws Exception {
    installation = new Installation(folder);
    installation.proxyLives();
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void event_becomesOnePrivateFileNamedByWordPidAndUnique(List<String> shell) throws Exception {
    assertThat(installation.hook(shell, EVENT, "pre-tool", "more", "words"))
        .isEqualTo(Result.SILENT);

    Path file = installation.onlySpooled();
    assertThat(file).hasContent(EVENT);
    assertThat(file.getFileName().toString()).matches("pre-tool\\.[0-9]+\\.[A-Za-z0-9-]{20,}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(installation.javaCalls()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h5_anyInput_arrivesByteForByte(List<String> shell) throws Exception {
    byte[] everyByte = new byte[4096];
    new Random(7).nextBytes(everyByte);
    List<byte[]> inputs =
        List.of(
            new byte[0],
            "no JSON at all".getBytes(UTF_8),
            new byte[] {(byte) 0xff, (byte) 0xc3, 0x28, '\n', 0, 0, '\r', '\n', '\\', 'n'},
            new byte[100_000],
            everyByte);
    for (byte[] input : inputs) {
      assertThat(installation.hook(shell, input, "pre-tool")).isEqualTo(Result.SILENT);
      Path file = installation.onlySpooled();
      assertThat(Files.readAllBytes(file)).isEqualTo(input);
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h5_fiftyMegabytes_arriveWhole(List<String> shell) throws Exception {
    byte[] input = new byte[50 << 20];
    new Random(5).nextBytes(input);

    assertThat(installation.hook(shell, input, "post-tool")).isEqualTo(Result.SILENT);

    assertThat(Files.readAllBytes(installation.onlySpooled())).isEqualTo(input);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h5_stdinIsASocket_isRead(List<String> shell) throws Exception {
    Shells.needs(Shells.which("bash").isPresent(), "only bash can open a socket");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("bash", "-c", "p=$1; shift; exec \"$@\" <>/dev/tcp/127.0.0.1/$p"));
      command.addAll(List.of("bash", Integer.toString(server.getLocalPort())));
      command.addAll(installation.command(shell, "pre-tool"));
      Process hook = installation.start(command);
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(EVENT.getBytes(UTF_8));
        socket.shutdownOutput();
        assertThat(Installation.await(hook)).isEqualTo(Result.SILENT);
      }
    }
    assertThat(installation.onlySpooled()).hasContent(EVENT);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h5_stdinIsAFileOrClosed_isNoTrouble(List<String> shell) throws Exception {
    Path file = Files.writeString(folder.resolve("event.json"), EVENT);
    Process fromFile =
        installation.start(installation.command(shell, "stop"), Redirect.from(file.toFile()));
    assertThat(Installation.await(fromFile)).isEqualTo(Result.SILENT);
    assertThat(installation.onlySpooled()).hasContent(EVENT);

    List<String> closed = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" <&-", "sh"));
    closed.addAll(installation.command(shell, "stop"));
    assertThat(Installation.await(installation.start(closed))).isEqualTo(Result.SILENT);
  }

  /** As Claude Code does when its time-out for the hook is over. */
  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h5_stdinStaysOpen_whatCameIsKeptWhenTheHookIsKilled(List<String> shell) throws Exception {
    Process hook = installation.start(installation.command(shell, "pre-tool"));
    try (OutputStream stdin = hook.getOutputStream()) {
      stdin.write(EVENT.getBytes(UTF_8));
      stdin.flush();
      await().until(() -> sizeOf(installation.spooled()) == EVENT.length());
      assertThat(hook.isAlive()).isTrue();

      hook.destroyForcibly().waitFor();

      assertThat(installation.onlySpooled()).hasContent(EVENT);
    }
    assertThat(installation.onlySpooled()).hasContent(EVENT);
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h7_killedMidWrite_leavesAPartAndTheNextEventArrives(List<String> shell) throws Exception {
    for (boolean force : new boolean[] {true, false}) {
      run("sh", "-c", "rm -f \"$0\"/*", spool());
      Process hook = installation.start(installation.command(shell, "pre-tool"));
      try (OutputStream stdin = hook.getOutputStream()) {
        stdin.write(EVENT.substring(0, 10).getBytes(UTF_8));
        stdin.flush();
        await().until(() -> sizeOf(installation.spooled()) == 10);
        if (force) {
          hook.destroyForcibly();
        } else {
          hook.destroy();
        }
        hook.waitFor();
      }
      assertThat(installation.hook(shell, EVENT, "post-tool")).isEqualTo(Result.SILENT);
      assertThat(installation.spooled()).hasSize(2);
      assertThat(installation.spooled().get(0)).hasContent(EVENT);
      assertThat(installation.spooled().get(1)).hasContent(EVENT.substring(0, 10));
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h8_eventsWhoseOutputClaudeReads_printNothing(List<String> shell) throws Exception {
    for (String word :
        List.of("session-start", "user-prompt", "user-prompt-expansion", "post-model-switch")) {
      assertThat(installation.hook(shell, EVENT, word)).as(word).isEqualTo(Result.SILENT);
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h9_all33NamesAndAnInventedOne_areKept(List<String> shell) throws Exception {
    for (String word : HookWords.ALL_AND_AN_INVENTED_ONE) {
      assertThat(installation.hook(shell, EVENT, word)).as(word).isEqualTo(Result.SILENT);
      Path file = installation.onlySpooled();
      assertThat(file.getFileName().toString()).startsWith(word + ".");
      assertThat(file).hasContent(EVENT);
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void word_thatIsNone_becomesUnknown(List<String> shell) throws Exception {
    for (String word :
        List.of("", "PreToolUse", "pre tool", "../../etc", "pré", "a\nb", "-x", "*", "a.b")) {
      assertThat(installation.hook(shell, EVENT, word)).as(word).isEqualTo(Result.SILENT);
      assertThat(installation.onlySpooled().getFileName().toString()).startsWith("unknown.");
      Files.delete(installation.onlySpooled());
    }
    installation.hook(shell, EVENT);
    assertThat(installation.onlySpooled().getFileName().toString()).startsWith("unknown.");
    installation.hook(shell, EVENT, "a".repeat(64));
    installation.hook(shell, EVENT, "a".repeat(65));
    assertThat(installation.spooled())
        .extracting(file -> file.getFileName().toString().split("\\.", -1)[0])
        .containsExactly("a".repeat(64), "unknown", "unknown");
  }

  @ParameterizedTest
  @MethodSource("io.mpm.monitor.hook.Shells#all")
  void h11_bytesUnderTheLocaleC_areIdentical(List<String> shell) throws Exception {
    installation.environment().put("LC_ALL", "C");
    String event = "{\"a\":\"é 🦊 \\ud800 \u2028\",\"cwd\":\"/a\\nb\"}\n\n";

    assertThat(installation.hook(shell, event, "pre-tool")).isEqualTo(Result.SILENT);

    assertThat(Files.readAllBytes(installation.onlySpooled())).isEqualTo(event.getBytes(UTF_8));
  }

  @Test
  void h12_200AtOnce_allArrive() throws Exception {
    List<Process> hooks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      hooks.add(installation.start(installation.command(SH, "pre-tool")));
    }
    for (int i = 0; i < hooks.size(); i++) {
      try (OutputStream stdin = hooks.get(i).getOutputStream()) {
        stdin.write(("{\"n\":" + i + "}").getBytes(UTF_8));
      }
    }
    for (Process hook : hooks) {
      assertThat(Installation.await(hook)).isEqualTo(Result.SILENT);
    }
    List<String> contents = new ArrayList<>();
    for (Path file : installation.spooled()) {
      contents.add(Files.readString(file));
    }
    assertThat(contents).hasSize(200).doesNotHaveDuplicates();
  }

  private String spool() {
    return installation.spool().toString();
  }

  private static long sizeOf(List<Path> files) throws Exception {
    return files.size() == 1 ? Files.size(files.get(0)) : -1;
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
