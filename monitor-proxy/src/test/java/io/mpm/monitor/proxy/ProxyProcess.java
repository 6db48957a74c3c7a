package io.mpm.monitor.proxy;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.StopRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A proxy as a process of its own, as a launcher would start it: home, idle seconds. */
public final class ProxyProcess {

  private ProxyProcess() {}

  public static void main(String[] arguments) throws Exception {
    ProxySettings settings =
        TestSettings.idleAfter(Duration.ofSeconds(Long.parseLong(arguments[1])));
    StopRecord stop =
        SocketIOClientProxy.run(new MonitorHome(Path.of(arguments[0])), Map.of(), settings);
    System.out.println(stop.reason());
  }

  static Process start(MonitorHome home, long idleSeconds) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx48m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ProxyProcess.class.getName(),
            home.root().toString(),
            Long.toString(idleSeconds))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
