package io.mpm.monitor.daemon.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

  @Test
  void a20_taken_namesTheOwnersPidAndCommand() throws Exception {
    try (ServerSocket owner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> LoopbackPort.requireFree(owner.getLocalPort()))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining(
              "port %d is taken by pid %d (%s"
                  .formatted(
                      owner.getLocalPort(),
                      ProcessHandle.current().pid(),
                      ProcessHandle.current().info().command().orElseThrow()))
          .hasMessageContaining("--port N");
    }
  }

  @Test
  void free_passes_andStaysFree() throws Exception {
    int port;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }

    LoopbackPort.requireFree(port);
    LoopbackPort.requireFree(port);
  }

  @Test
  void privileged_saysSo() {
    assertThat(PortTakenException.of(80, new BindException("Permission denied")))
        .hasMessageContaining("port 80 is for privileged programs only");
  }

  @Test
  void taken_byNobodyWeCanSee_saysSo() {
    // Port 1 has no listener, so nobody can be named.
    assertThat(PortTakenException.of(1, new BindException("Address already in use")))
        .hasMessageContaining("a process that the system does not name to this user");
  }
}
