package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.claude.ClaudeFolders;
import io.mpm.monitor.daemon.installation.InstalledHook;
import io.mpm.monitor.daemon.lifecycle.DaemonFiles;
import io.mpm.monitor.daemon.system.ErrorText;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProgramVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes all the checks, one after the other, on the caller's thread; a few seconds. */
public final class Doctor {

  private final List<Check> checks;

  Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * A doctor for this user and this machine.
   *
   * @param install where the distribution is unpacked
   */
  public static Doctor of(
      MonitorHome home,
      Path install,
      ClaudeFolders claude,
      Map<String, String> environment,
      InstantSource clock) {
    JavaCheck java =
        new JavaCheck(Runtime.version().feature(), System.getProperty("java.home", ""));
    HomeOwner owner = HomeOwner.of(home);
    if (owner.isShut()) {
      // All others would find that again, each in its own words.
      return new Doctor(List.of(java, new PermissionCheck(owner)));
    }
    DaemonFiles files = new DaemonFiles(home);
    Readiness readiness = new Readiness(home, install, environment);
    Optional<DaemonUrl> elsewhere = readiness.elsewhere();
    Path hook = InstalledHook.in(install);
    return new Doctor(
        List.of(
            java,
            new VersionCheck(ProgramVersion.textOf(Doctor.class), install, files),
            new PermissionCheck(owner),
            new ConfigCheck(readiness),
            new PortCheck(home, environment, files),
            new DaemonCheck(files, elsewhere),
            new TokenCheck(home, files),
            new ProxyCheck(home, elsewhere),
            new SpoolCheck(home, elsewhere, clock),
            new LogCheck(files, clock),
            new ClockCheck(home, files, clock),
            new DiskCheck(home),
            new ClaudeCheck(claude, home, environment),
            new HookCostCheck(home, hook, environment)));
  }

  /** Everything that they find. A check that cannot be made is a finding too. */
  public Diagnosis examine() throws InterruptedException {
    List<Diagnosis.Line> lines = new ArrayList<>();
    for (Check check : checks) {
      findings(check).forEach(finding -> lines.add(new Diagnosis.Line(check.subject(), finding)));
    }
    return new Diagnosis(lines);
  }

  private static List<Finding> findings(Check check) throws InterruptedException {
    try {
      return check.run();
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              "cannot be looked at: "
                  + ErrorText.of(e).orElseGet(() -> String.valueOf(e.getMessage())),
              "see permissions, and whether you may read that file"));
    } catch (RuntimeException e) {
      // What it says may quote anything; the others still have something to find.
      return List.of(
          Finding.problem(
              "the check itself failed: " + e.getClass().getName(),
              "that is a fault of ours: please report it, with what `mpm-monitord bundle` writes"));
    }
  }
}
