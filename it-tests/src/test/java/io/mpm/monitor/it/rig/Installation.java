package io.mpm.monitor.it.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.daemon.installation.InstalledHook;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.ProxyPid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The built distribution as a user has it: unpacked somewhere, with a home of its own and a free
 * port. Whatever runs from it is gone after {@link #close}.
 */
public final class Installation implements AutoCloseable {

  /** Beyond what any command gives itself, on a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Room for a dump of a JVM's threads. */
  private static final int LAST_LINES = 200;

  static {
    // Whatever a test waits for, on a machine that is busy with other things.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  private static final Pattern SPOOL_NAME = Pattern.compile("[a-z0-9-]+\\.[0-9]+\\.[A-Za-z0-9-]+");

  private final Path distribution;
  private final HttpClient http = HttpClient.newHttpClient();
  private final MonitorHome home;
  private final Map<String, String> more;
  private final int port;

  /** A home in a folder whose name is not easy. */
  public Installation(Path temporary) {
    this(temporary, Map.of());
  }

  /**
   * The same, for a user with some variables of his own.
   *
   * @param more what every program of ours finds in its environment besides
   */
  public Installation(Path temporary, Map<String, String> more) {
    this.distribution = Path.of(System.getProperty("mpm.dist")).toAbsolutePath().normalize();
    this.home = new MonitorHome(temporary.resolve("höme of 'mpm' $x").toAbsolutePath());
    this.more = more;
    this.port = freePort();
  }

  private Installation(Installation same, Path distribution, Map<String, String> more) {
    this.distribution = distribution;
    this.home = same.home;
    this.more = more;
    this.port = same.port;
  }

  /** The same home and port, with other variables. */
  public Installation with(Map<String, String> others) {
    return new Installation(this, distribution, others);
  }

  /** The same home and port, with the programs of a copy of the distribution. */
  public Installation from(Path copy) {
    return new Installation(this, copy, more);
  }

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public Path home() {
    return home.root();
  }

  /** The names of the files in it. */
  public MonitorHome files() {
    return home;
  }

  /** Where it is unpacked. */
  public Path distribution() {
    return distribution;
  }

  public Path bin(String name) {
    return distribution.resolve("bin").resolve(name);
  }

  /** The hook that {@code mpm-monitord install} registers. */
  public Path installedHook() {
    return InstalledHook.in(distribution);
  }

  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(more);
    environment.put(MonitorHome.VARIABLE, home().toString());
    // No archives of classes: making them would be a load beside every test.
    environment.putIfAbsent("MPM_MONITOR_CACHE", "");
    environment.put("SOCKETIO_PORT", Integer.toString(port));
    return environment;
  }

  /**
   * What a finished command said.
   *
   * @param logs where the programs of this home write what they do
   */
  public record Finished(long pid, int exitCode, String out, String err, Path logs) {

    public Finished succeeded() {
      assertThat(exitCode)
          .as(() -> "out: %s%nerr: %s%n%s".formatted(out, err, ends(logs)))
          .isZero();
      return this;
    }
  }

  /** What its programs wrote last, for a test that failed. */
  public String endsOfLogs() {
    return ends(home.logs());
  }

  /** The last lines of each file in a folder. */
  private static String ends(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      StringBuilder ends = new StringBuilder();
      for (Path file : files.sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        ends.append("== %s%n%s%n".formatted(file, String.join("\n", last)));
      }
      return ends.toString();
    } catch (IOException e) {
      return "no logs: " + e;
    }
  }

  public Finished monitord(String... arguments) {
    return run("mpm-monitord", new byte[0], arguments);
  }

  public Finished hook(String word, byte[] stdin) {
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
        return new Finished(
            process.pid(),
            process.exitValue(),
            Files.readString(out),
            Files.readString(err),
            home.logs());
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

  public String token() {
    return monitord("token").succeeded().out().strip();
  }

  /** The same, without asking a program. */
  public String tokenOnDisk() {
    try {
      return AccessToken.read(home.token()).reveal();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode status() {
    try {
      return Json.parse(monitord("status", "--json").out());
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  /** The address of the daemon's page, with the token in it. */
  public String page() {
    return "http://127.0.0.1:%d/#token=%s".formatted(port, tokenOnDisk());
  }

  /** The page from the disk, with all that it needs to know in its address. */
  public String pageOnDisk() {
    return pageFile().toUri() + "#port=" + port + "&token=" + tokenOnDisk();
  }

  /** Where that page lies. */
  public Path pageFile() {
    return bin("mpm-monitord").resolveSibling("../dashboard/index.html").normalize();
  }

  /** Gives each of these to a hook of its own, one after the other. */
  public void hooks(List<JsonNode> payloads) {
    payloads.forEach(payload -> hook("from-test", Json.bytes(payload)).succeeded());
  }

  /** What the daemon says of itself to anybody who asks; it must run. */
  public JsonNode health() {
    return ask(HttpRequest.newBuilder(uri("/status")));
  }

  /** The newest thousand events that the daemon holds. */
  public JsonNode events() {
    return get("/api/v1/events?limit=1000").path("events");
  }

  /** What the daemon answers to somebody with the token; it must run. */
  public JsonNode get(String path) {
    return ask(
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + tokenOnDisk()));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private JsonNode ask(HttpRequest.Builder asked) {
    try {
      HttpRequest request = asked.timeout(PATIENCE).build();
      return Json.parse(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  /** The same, one by one. */
  public List<JsonNode> held() {
    List<JsonNode> held = new ArrayList<>();
    events().forEach(held::add);
    return held;
  }

  /** The proxy's process, if one runs. */
  public Optional<ProcessHandle> proxy() {
    return ProxyPid.findAlive(home).flatMap(ProxyPid::process);
  }

  /** The daemon's process, if one runs. */
  public Optional<ProcessHandle> daemon() {
    try {
      return DaemonRecord.readLive(home.daemonRecord()).flatMap(record -> record.process().find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the proxy last wrote of its counters. */
  public JsonNode counters() {
    try {
      return Json.parse(Files.readAllBytes(home.proxyRecord())).path("counters");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedJsonException e) {
      throw new AssertionError(e);
    }
  }

  /** The hooks' files that wait. */
  public List<String> spooled() {
    try (Stream<Path> files = Files.list(home.spool())) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> file.getFileName().toString())
          .filter(name -> SPOOL_NAME.matcher(name).matches())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a command of the user's beside the installation. */
  public Process start(Path workingFolder, List<String> command) {
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
  public List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(this::isOurs).toList();
  }

  private boolean isOurs(ProcessHandle process) {
    if (process.pid() == ProcessHandle.current().pid()) {
      return false;
    }
    String wanted = MonitorHome.VARIABLE + "=" + home();
    Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      String[] variables = Files.readString(environment, StandardCharsets.UTF_8).split("\0", -1);
      return Stream.of(variables).anyMatch(wanted::equals);
    } catch (IOException | UncheckedIOException e) {
      return process.info().commandLine().orElse("").contains(home().toString());
    }
  }

  /** Kills that process of ours; returns when it has ended. */
  public static void kill(ProcessHandle process) {
    ProcessIdentity running = ProcessIdentity.of(process);
    process.destroyForcibly();
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> !running.isAlive());
  }

  /** Ends everything at once, whatever it is doing. */
  public void kill() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              processes().forEach(ProcessHandle::destroyForcibly);
              return processes().isEmpty();
            });
  }

  /** Whatever was done to it, no event may be unaccounted for when all has ended. */
  @Override
  public void close() {
    daemon().ifPresent(running -> assertDaemonsAccount());
    try {
      await().until(this::haveAllEnded);
      // Not every test has a proxy.
      if (Files.exists(home.proxyRecord())) {
        assertProxysAccount();
      }
    } finally {
      processes().forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Has those that still run end in order, the daemon first; a proxy may just be coming up. */
  private boolean haveAllEnded() {
    daemon().or(this::proxy).ifPresent(ProcessHandle::destroy);
    return processes().isEmpty();
  }

  /** What the running daemon says of every event that it was given must add up. */
  public void assertDaemonsAccount() {
    assertSum(health(), "events_received", "events_stored", "events_duplicate", "events_rejected");
  }

  /** What the last proxy says of every file that it saw must add up. */
  public void assertProxysAccount() {
    assertSum(counters(), "seen", "delivered", "waiting", "dropped", "set_aside");
  }

  private static void assertSum(JsonNode figures, String whole, String... parts) {
    long sum = Stream.of(parts).mapToLong(part -> figures.required(part).asLong()).sum();
    assertThat(figures.required(whole).asLong()).as("%s", figures).isEqualTo(sum);
  }
}
