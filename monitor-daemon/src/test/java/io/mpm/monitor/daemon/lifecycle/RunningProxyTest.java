package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.ProxyPid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunningProxyTest {

  /** Far longer than this test may take. */
  private static final Duration FOR_EVER = Duration.ofHours(1);

  @TempDir private Path folder;

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void end_parentDoesNotAskForItsChild_isNotWaitedFor() throws Exception {
    MonitorHome home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    Process parent = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exec sleep 600").start();
    try {
      long child = Long.parseLong(parent.inputReader().readLine());
      ProcessIdentity identity = ProcessIdentity.of(ProcessHandle.of(child).orElseThrow());
      ProxyPid proxy = new ProxyPid(child, identity.ticks().orElse("-"), Optional.empty());
      Files.writeString(home.proxyPid(), proxy.text());

      RunningProxy.find(home).orElseThrow().end(FOR_EVER);

      assertThat(RunningProxy.find(home)).isEmpty();
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }
}
