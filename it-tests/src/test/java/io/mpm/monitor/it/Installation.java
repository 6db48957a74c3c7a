package io.mpm.monitor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The built distribution as a user has it: unpacked somewhere, with a home of its own and a free
 * port. Whatever runs from it is gone after {@link #close}.
 */
final class Installation implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path distribution =
      Path.of(System.getProperty("mpm.dist")).toAbsolutePath().normalize();
  private final Path home;
  private final int port = freePort();

  /** A home in a folder whose name is not easy. */
  Installation(Path temporary) {
    this.home = temporary.resolve("höme of 'mpm' $x");
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  Path home() {
    return home;
  }

  Path bin(String name) {
    return distribution.resolve("bin").resolve(name);
  }

  Map<String, String> environment() {
    return Map.of("MPM_MONITOR_HOME", home.toString(), "SOCKETIO_PORT", Integer.toString(port));
  }

  /** What a finished command said. */
  record Finished(int exit, String out, String err) {

    Finished succeeded() {
      assertThat(exit).as("out: %s%nerr: %s", out, err).isZero();
      return this;
    }
  }

  Finished monitord(String... arguments) {
    return run("mpm-monitord", new byte[0], arguments);
  }

  Finished hook(String word, byte[] stdin) {
    return run("mpm-hook", stdin, word);
  }

  private Finished run(String program, byte[] stdin, String... arguments) {
    List<String> command = new ArrayList<>(List.of(bin(program).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    try {
      Path out = Files.createTempFile("mpm-it", ".out");
      Path err = Files.createTempFile("mpm-it", ".err");
      try {
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try (var in = process.getOutputStream()) {
          in.write(stdin);
        }
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " did not end within " + PATIENCE);
        }
        return new Finished(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String token() {
    return monitord("token").succeeded().out().strip();
  }

  JsonNode status() {
    try {
      return Json.parse(monitord("status", "--json").out());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a command of the user's beside the installation. */
  Process start(Path workingFolder, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
      builder.environment().putAll(environment());
      return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Every process that runs from this home: our launchers name it on their command line or in their
   * environment.
   */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  private boolean isOurs(ProcessHandle process) {
    if (process.pid() == ProcessHandle.current().pid()) {
      return false;
    }
    String wanted = "MPM_MONITOR_HOME=" + home;
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      String[] variables = Files.readString(environment, StandardCharsets.UTF_8).split("\0", -1);
      return Stream.of(variables).anyMatch(wanted::equals);
    } catch (IOException | UncheckedIOException e) {
      return process.info().commandLine().orElse("").contains(home.toString());
    }
  }

  @Override
  public void close() {
    monitord("stop");
    try {
      await().atMost(Duration.ofSeconds(5)).until(() -> processes().isEmpty());
    } finally {
      processes().forEach(ProcessHandle::destroyForcibly);
    }
  }
}
