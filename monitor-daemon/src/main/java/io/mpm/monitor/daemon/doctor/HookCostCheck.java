package io.mpm.monitor.daemon.doctor;

import io.mpm.monitor.daemon.installation.HookObstacle;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProxyPid;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the hook costs a session on this machine, beside a hook that does nothing. It writes to a
 * home of its own for the time of the measurement, so that no event is made up; inside the real
 * one, so that it is the same disk.
 */
record HookCostCheck(MonitorHome home, Path hook, Map<String, String> environment)
    implements Check {

  private static final int WARM_UP = 3;
  private static final int RUNS = 20;

  /** More than that, and somebody who waits for a tool may come to notice. */
  private static final double NOTICEABLE_MS = 20;

  private static final byte[] PAYLOAD =
      ("{\"hook_event_name\":\"MonitorTest\",\"filler\":\"" + "x".repeat(1000) + "\"}")
          .getBytes(StandardCharsets.UTF_8);

  @Override
  public String subject() {
    return "hook cost";
  }

  @Override
  public List<Finding> run() throws IOException, InterruptedException {
    Optional<HookObstacle> obstacle = HookObstacle.of(hook);
    if (obstacle.isPresent()) {
      return List.of(Finding.problem(hook + " " + obstacle.get().text(), obstacle.get().remedy()));
    }
    if (!Files.isDirectory(home.root())) {
      return List.of(Finding.ok("not measured: %s is not there yet".formatted(home.root())));
    }
    if (!Files.isWritable(home.root())) {
      return List.of(Finding.ok("not measured: %s is not writable".formatted(home.root())));
    }
    Path folder = Files.createTempDirectory(home.root(), ".hook-cost");
    try {
      MonitorHome measured = new MonitorHome(folder);
      measured.prepare();
      // The hook takes us for the proxy, and starts none.
      PrivateFiles.write(measured.proxyPid(), ProxyPid.current(Optional.empty()).text());
      return List.of(measure(measured));
    } finally {
      delete(folder);
    }
  }

  private Finding measure(MonitorHome measured) throws IOException, InterruptedException {
    double[] ours = new double[RUNS];
    double[] nothing = new double[RUNS];
    for (int run = -WARM_UP; run < RUNS; run++) {
      double hookMs = time(measured, hook.toString(), "pre-tool-use");
      double noOpMs = time(measured, "/bin/sh", "-c", "exit 0");
      if (run >= 0) {
        ours[run] = hookMs;
        nothing[run] = noOpMs;
      }
    }
    Spread hooks = Spread.of(ours);
    Spread noOps = Spread.of(nothing);
    String what =
        String.format(
            Locale.ROOT,
            "median %.1f ms, p95 %.1f ms; a hook that does nothing: %.1f ms, %.1f ms",
            hooks.median(),
            hooks.p95(),
            noOps.median(),
            noOps.p95());
    return hooks.median() - noOps.median() <= NOTICEABLE_MS
        ? Finding.ok(what)
        : Finding.warning(
            what, "is the machine busy, or the home on a slow disk? MPM_MONITOR_HOME moves it");
  }

  private double time(MonitorHome measured, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put(MonitorHome.VARIABLE, measured.root().toString());
    long start = System.nanoTime();
    Process process = builder.start();
    try (OutputStream input = process.getOutputStream()) {
      input.write(PAYLOAD);
    } catch (IOException e) {
      // What does nothing does not read either.
    }
    process.waitFor();
    return (System.nanoTime() - start) / 1e6;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(HookCostCheck::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
