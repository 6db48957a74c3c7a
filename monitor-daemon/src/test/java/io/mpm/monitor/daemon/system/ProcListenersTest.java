package io.mpm.monitor.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcListenersTest {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

  @TempDir Path proc;

  @BeforeEach
  void fakeProc() throws Exception {
    Files.createDirectories(proc.resolve("net"));
    Files.writeString(
        proc.resolve("net/tcp"),
        HEAD
            // 8765, somebody's connection to it, and 9000 (0x2328) of another user
            + "   0: 0100007F:223D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0 0 10 0\n"
            + "   1: 0100007F:223D 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0 100 0 0 10 0\n"
            + "   2: 0100007F:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0\n");
    Files.writeString(
        proc.resolve("net/tcp6"),
        HEAD
            + "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4714 1 0 100 0 0 10 0\n");
    process("1", "socket:[99]");
    process("41", "socket:[4712]");
    process("42", "socket:[4711]");
    process("43", "socket:[4714]");
    Files.createDirectories(proc.resolve("self"));
    // Another user's: its descriptors cannot be listed.
    Files.createDirectories(proc.resolve("44"));
  }

  @Test
  void pidOf_isTheListenerNotItsClient() {
    assertThat(new ProcListeners(proc).pidOf(8765)).contains(42L);
  }

  @Test
  void pidOf_listenerOnIpv6() {
    assertThat(new ProcListeners(proc).pidOf(8080)).contains(43L);
  }

  @Test
  void pidOf_anotherUsers_isEmpty() {
    assertThat(new ProcListeners(proc).pidOf(9000)).isEmpty();
  }

  @Test
  void pidOf_nobody_isEmpty() {
    assertThat(new ProcListeners(proc).pidOf(1234)).isEmpty();
  }

  @Test
  void pidOf_noSuchTables_isEmpty() throws Exception {
    assertThat(new ProcListeners(Files.createDirectory(proc.resolve("none"))).pidOf(8765))
        .isEmpty();
  }

  private void process(String pid, String socket) throws Exception {
    Path descriptors = Files.createDirectories(proc.resolve(pid).resolve("fd"));
    Files.createSymbolicLink(descriptors.resolve("0"), Path.of("pipe:[7]"));
    Files.createSymbolicLink(descriptors.resolve("7"), Path.of(socket));
  }
}
