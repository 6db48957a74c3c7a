package io.mpm.monitor.daemon.lifecycle;

import io.mpm.monitor.daemon.system.OperatingSystem;
import io.mpm.monitor.daemon.system.SearchPath;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts a daemon in the background and waits until it listens. */
public final class DaemonLauncher {

  /** A first start on a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * How long the winner of a race may take to listen, on a machine that is busy with several
   * starts.
   */
  private static final Duration RACE = Duration.ofSeconds(30);

  /** What a JVM needs to write down what its threads do. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** How the daemon begins what it says; whoever repeats it says so itself. */
  private static final String SPEAKER = "mpm-monitord: ";

  private static final long LOOK_EVERY_MS = 10;

  /** What a JVM says of itself in a lifetime is a few lines; beyond this it starts anew. */
  private static final long MAX_OUT_BYTES = 1 << 20;

  private final DaemonFiles files;
  private final Map<String, String> environment;
  private final JvmCommand jvm;
  private final Duration patience;

  /**
   * A launcher that waits for a minute.
   *
   * @param environment for the daemon; what would disturb its JVM is left out
   * @param mainClass the program that, given the arguments, is the daemon in the foreground
   * @param memoryMb how large its heap may become
   */
  public DaemonLauncher(
      DaemonFiles files, Map<String, String> environment, String mainClass, int memoryMb) {
    this(files, environment, mainClass, memoryMb, PATIENCE);
  }

  DaemonLauncher(
      DaemonFiles files,
      Map<String, String> environment,
      String mainClass,
      int memoryMb,
      Duration patience) {
    this.files = files;
    this.environment = environment;
    this.jvm = new JvmCommand(System.getProperties(), mainClass, memoryMb);
    this.patience = patience;
  }

  /**
   * Starts the daemon; the home is prepared already.
   *
   * @return the daemon that listens: ours, or another that was a moment quicker
   * @throws IOException when it ended before it listened, with what it said of that, or did not
   *     listen in time: then it is killed, and what its threads did until then is in its output
   */
  public RunningDaemon launch(List<String> arguments) throws IOException, InterruptedException {
    Path out = files.out();
    if (Files.exists(out) && Files.size(out) > MAX_OUT_BYTES) {
      Files.delete(out);
    }
    long saidBefore = Files.exists(out) ? Files.size(out) : 0;
    Process process = spawn(arguments, out);
    long deadline = System.nanoTime() + patience.toNanos();
    long raceEnd = System.nanoTime() + RACE.toNanos();
    while (!isOver(deadline)) {
      boolean ended = process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
      // Looked for after its end as well: then it is another's that won.
      Optional<RunningDaemon> running = RunningDaemon.find(files);
      if (running.isPresent()) {
        return running.get();
      }
      if (ended && (process.exitValue() != ExitCode.LOST_RACE || isOver(raceEnd))) {
        throw new IOException(lastWords(out, saidBefore, process.exitValue()));
      }
    }
    askWhatItDoes(process);
    process.destroyForcibly();
    throw new IOException(
        "mpm-monitord did not come up within %d s; see %s and %s"
            .formatted(patience.toSeconds(), files.log(), out));
  }

  /** A JVM answers this signal with a dump of its threads; Windows has none like it. */
  private void askWhatItDoes(Process process) throws IOException, InterruptedException {
    if (File.separatorChar == '/') {
      new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + process.pid()).start();
      process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static boolean isOver(long deadline) {
    return System.nanoTime() - deadline >= 0;
  }

  private Process spawn(List<String> arguments, Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(JvmCommand.detached(jvm.line(arguments), SearchPath.of(environment)));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put(MonitorHome.VARIABLE, files.home().root().toString());
    builder.environment().keySet().removeAll(JvmCommand.FOREIGN_VARIABLES);
    // One arena for the few threads that ask malloc, instead of one each.
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "1");
    // Nobody's folder but ours is held by a daemon that runs for weeks.
    builder.directory(files.home().root().toFile());
    builder.redirectInput(OperatingSystem.current().nullDevice());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    return builder.start();
  }

  private static String lastWords(Path out, long saidBefore, int exitCode) throws IOException {
    byte[] said = Files.exists(out) ? Files.readAllBytes(out) : new byte[0];
    int from = (int) Math.min(saidBefore, said.length);
    return new String(said, from, said.length - from, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((earlier, later) -> later)
        .map(line -> line.startsWith(SPEAKER) ? line.substring(SPEAKER.length()) : line)
        .orElse("mpm-monitord ended at once with exit code %d; see %s".formatted(exitCode, out));
  }
}
