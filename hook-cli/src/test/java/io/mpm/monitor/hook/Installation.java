package io.mpm.monitor.hook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The real scripts, installed in a folder of their own beside a home of their own, with a Java that
 * only writes down how it was called.
 */
final class Installation implements AutoCloseable {

  /** What a finished hook left. */
  record Result(int exitCode, String output, String errors) {

    /** What every hook must leave. */
    static final Result SILENT = new Result(0, "", "");
  }

  static {
    // Processes take their time on a machine that is busy with other things.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  private static final Path SOURCES = Path.of("src/main/sh").toAbsolutePath();

  /** Of the scripts and the compiled hook, and of the jars that they start. */
  static final String VERSION = "1";

  private static final int HANGS_AFTER_SECONDS = 60;

  private final Path root;
  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private final List<Process> started = new ArrayList<>();

  Installation(Path root) throws IOException {
    this.root = root.toRealPath();
    Files.createDirectories(root.resolve("install/bin"));
    Files.createDirectories(root.resolve("install/lib"));
    program("install/bin/mpm-hook", packed("mpm-hook"));
    program("install/lib/launch.sh", packed("launch.sh"));
    Files.createFile(root.resolve("install/lib/hook-cli-1.jar"));
    for (List<String> hook : CompiledHook.all().toList()) {
      Files.createDirectories(compiled(hook).getParent());
      Files.copy(CompiledHook.program(hook), compiled(hook), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.createDirectories(root.resolve("java/bin"));
    Files.writeString(root.resolve("java/release"), "JAVA_VERSION=\"17.0.15\"\n");
    javaDoes("exit 1");
    // They would have Java write to standard error.
    environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    environment.put("MPM_MONITOR_HOME", home().toString());
    environment.put("JAVA_HOME", root.resolve("java").toString());
  }

  /** The script as the build packs it. */
  private static String packed(String script) throws IOException {
    return Files.readString(SOURCES.resolve(script)).replace("@{project.version}", VERSION);
  }

  Path script() {
    return root.resolve("install/bin/mpm-hook");
  }

  private Path compiled(List<String> hook) {
    return root.resolve("install/lib").resolve(hook.get(1)).resolve("mpm-hook");
  }

  Path home() {
    return root.resolve("home");
  }

  Path spool() {
    return home().resolve("spool");
  }

  /** The variables for the hooks; the caller may change them. */
  Map<String, String> environment() {
    return environment;
  }

  /** What the Java of this installation does once it has written down its arguments. */
  void javaDoes(String commands) throws IOException {
    program(
        "java/bin/java",
        """
        #!/bin/sh
        for argument; do printf '%s|' "$argument"; done >>"${0%/*}/../calls"
        echo >>"${0%/*}/../calls"
        """
            + commands);
  }

  /** Java becomes a proxy that lives until it is killed. */
  void javaBecomesProxy() throws IOException {
    javaDoes(
        """
        read -r stat </proc/$$/stat; set -- ${stat##*\\) }
        echo "$$ ${20}" >"$MPM_MONITOR_HOME/run/proxy.pid"
        exec sleep 600
        """);
  }

  /** Lets the script's pauses between two starts pass a hundred times as fast. */
  void pausesAreShort() throws IOException {
    program(
        "bin/sleep",
        "#!/bin/sh\nexec /bin/sleep \"$(printf '%s 100' \"$1\" | awk '{print $1/$2}')\"\n");
    environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
  }

  /** The arguments of every call of Java so far, each followed by a bar. */
  List<String> javaCalls() throws IOException {
    Path calls = root.resolve("java/calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** Makes the hooks believe that this process is their proxy. */
  void proxyLives() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    proxyPid(ProcessHandle.current().pid() + " " + start + "\n");
  }

  void proxyPid(String text) throws IOException {
    makeHome();
    Files.createDirectories(home().resolve("run"));
    Files.writeString(home().resolve("run/proxy.pid"), text);
  }

  void makeHome() throws IOException {
    if (!Files.exists(spool())) {
      Files.createDirectories(
          spool(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** The files of the spool, in the order of their names. */
  List<Path> spooled() throws IOException {
    if (!Files.isDirectory(spool())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(spool())) {
      return files.sorted().toList();
    }
  }

  /** The one file of the spool. */
  Path onlySpooled() throws IOException {
    assertThat(spooled()).hasSize(1);
    return spooled().get(0);
  }

  /** Puts a program there, relative to the root of it all. */
  Path program(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    // By a rename: a script that runs now keeps its text.
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs the hook under that shell of {@link Shells#all}, feeds it, and waits for its end. */
  Result hook(List<String> shell, byte[] input, String... arguments) throws Exception {
    Process process = start(command(shell, arguments));
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // A hook that had no place for its event has not read it.
    }
    return await(process);
  }

  Result hook(List<String> shell, String input, String... arguments) throws Exception {
    return hook(shell, input.getBytes(StandardCharsets.UTF_8), arguments);
  }

  List<String> command(List<String> shell, String... arguments) {
    List<String> command = new ArrayList<>();
    if (CompiledHook.is(shell)) {
      command.add(compiled(shell).toString());
    } else {
      command.addAll(shell);
      command.add(script().toString());
    }
    command.addAll(List.of(arguments));
    return command;
  }

  Process start(List<String> command) throws IOException {
    return start(command, Redirect.PIPE);
  }

  Process start(List<String> command, Redirect input) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(input);
    builder.directory(root.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    // Whoever waits for one that hangs gets an exit code that no test asks for.
    process
        .onExit()
        .orTimeout(HANGS_AFTER_SECONDS, SECONDS)
        .exceptionally(late -> process.destroyForcibly());
    return process;
  }

  static Result await(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output, errors);
  }

  /** Ends everything that runs from here or was started for here. */
  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    // One that is ended may just have started another, and what still runs may still write.
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              List<ProcessHandle> running = runningFromHere();
              running.forEach(Installation::destroyTree);
              return running.isEmpty();
            });
    proxyOfOurs().ifPresent(Installation::destroyTree);
  }

  private List<ProcessHandle> runningFromHere() {
    return ProcessHandle.allProcesses()
        .filter(process -> !process.equals(ProcessHandle.current()))
        .filter(process -> process.info().commandLine().orElse("").contains(root.toString()))
        .toList();
  }

  private Optional<ProcessHandle> proxyOfOurs() {
    try {
      String pid = Files.readString(home().resolve("run/proxy.pid")).split(" ", -1)[0];
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(process -> process.info().command().orElse("").endsWith("sleep"));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static void destroyTree(ProcessHandle process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
