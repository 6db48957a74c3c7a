package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.proxy.lifecycle.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A proxy as a process of its own, as a launcher would start it: home, idle seconds, version. */
public final class ProxyProcess {

  private ProxyProcess() {}

  public static void main(String[] arguments) throws Exception {
    ProxySettings settings =
        TestSettings.idleAfter(Duration.ofSeconds(Long.parseLong(arguments[1])));
    MonitorHome home = new MonitorHome(Path.of(arguments[0]));
    StopRecord stop =
        SocketIOClientProxy.run(
            home,
            TestSettings.in(home, settings),
            new Program(ProgramVersion.parse(arguments[2]), Optional.empty()),
            TestSettings.NO_HEIR);
    System.out.println(stop.reason());
  }

  static Process start(MonitorHome home, long idleSeconds) throws Exception {
    return start(home, idleSeconds, "1.0");
  }

  static Process start(MonitorHome home, long idleSeconds, String version) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ProxyProcess.class.getName(),
            home.root().toString(),
            Long.toString(idleSeconds),
            version)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
