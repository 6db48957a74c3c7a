package io.mpm.monitor.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.claude.HookEntries;
import io.mpm.monitor.daemon.claude.HookMode;
import io.mpm.monitor.it.rig.ClaudeCode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what a hook costs a session of the real client: forty reads, one after the other, with
 * every way to hear of them that is worth comparing. The ways take turns, in another order each
 * round, and each session is held against the one without hooks of its own round. {@code
 * -Dmpm.bench.rounds=N} says how often; proves nothing, and so is no test that the build runs.
 */
class BenchSessions {

  private static final int ROUNDS = Integer.getInteger("mpm.bench.rounds", 15);
  private static final int READS = 40;
  private static final List<String> EVENTS = List.of("PreToolUse", "PostToolUse");
  private static final int HOOKS = READS * EVENTS.size();
  private static final int TIMEOUT_SECONDS = 2;

  /** What the shell's {@code times} says of the processes that it has waited for. */
  private static final Pattern TIMES =
      Pattern.compile("\\n(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*$");

  /**
   * One way to hear of events.
   *
   * @param arrives whether our daemon hears of them
   */
  private record Way(String name, JsonNode settings, boolean arrives, List<Cost> costs) {

    Way(String name, JsonNode settings, boolean arrives) {
      this(name, settings, arrives, new ArrayList<>());
    }

    /** What each hook adds to what {@code other} costs, round by round, in milliseconds. */
    Sample over(Way other, ToDoubleFunction<Cost> what) {
      return new Sample(
          IntStream.range(0, costs.size())
              .mapToDouble(
                  round ->
                      what.applyAsDouble(costs.get(round))
                          - what.applyAsDouble(other.costs.get(round)))
              .mapToObj(millis -> millis / HOOKS)
              .toList());
    }
  }

  /**
   * Of one session, in milliseconds.
   *
   * @param wall its length, by its own account: without the client's start
   * @param cpu of the client and everything that it has waited for
   */
  private record Cost(double wall, double cpu) {}

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void install() {
    mpm = new Installation(temporary);
  }

  @Test
  void hook_inSessionsOfFortyReads() throws Exception {
    Needs.that(
        ClaudeCode.install(temporary).isPresent(), "Claude Code could not be installed; see above");
    mpm.monitord("start").succeeded();
    Path scenario = Files.write(temporary.resolve("reads.json"), Json.bytes(scenario()));
    List<Way> ways = ways();
    List<Way> turns = new ArrayList<>(ways);
    Random order = new Random(1);
    for (Way way : ways) {
      session(scenario, way);
    }
    for (int round = 0; round < ROUNDS; round++) {
      Collections.shuffle(turns, order);
      for (Way way : turns) {
        way.costs().add(session(scenario, way));
      }
    }
    report(ways);
  }

  /** One read in each turn, so that no hook runs beside another. */
  private static JsonNode scenario() {
    ObjectNode scenario = Json.object();
    ArrayNode turns = scenario.putArray("main");
    for (int i = 0; i < READS; i++) {
      turns
          .addArray()
          .addObject()
          .put("type", "tool_use")
          .put("name", "Read")
          .putObject("input")
          .put("file_path", "${PROJECT}/README.md");
    }
    turns.addArray().addObject().put("type", "text").put("text", "All read.");
    return scenario;
  }

  private List<Way> ways() throws Exception {
    String script = mpm.bin("mpm-hook").toString();
    String hook = mpm.installedHook().toString();
    assertThat(hook)
        .as("the compiled hook, for which there was no C compiler")
        .isNotEqualTo(script);
    String where = "http://127.0.0.1:%d/hooks/from-peer".formatted(mpm.port());
    String token = mpm.tokenOnDisk();
    Path peers = Path.of("src/test/resources/bench/peers").toAbsolutePath();
    String to = " " + where + " " + token;
    HookEntries.HookTarget door = new HookEntries.HookTarget(mpm.port(), token);
    return List.of(
        new Way("no hook", Json.object(), false),
        new Way("no-op: an `sh` script that ends, exec form", exec(noOp().toString()), false),
        new Way("no-op: `true`, by a shell", shell("true"), false),
        new Way("`mpm-hook` compiled, exec form", ours(hook, HookMode.COMMAND, door), true),
        new Way("`mpm-hook` compiled, by a shell", shell("'" + hook + "' from-claude"), true),
        new Way("`mpm-hook` compiled, `--mode async`", ours(hook, HookMode.ASYNC, door), true),
        new Way("`mpm-hook`, the script, exec form", ours(script, HookMode.COMMAND, door), true),
        new Way("`mpm-hook`, the script, by a shell", shell("'" + script + "' from-claude"), true),
        new Way("`--mode http`", ours(hook, HookMode.HTTP, door), true),
        new Way(
            "`curl`",
            shell(
                "curl -s -m 2 -H 'Authorization: Bearer %s' -H 'Content-Type: application/json'"
                        .formatted(token)
                    + " --data-binary @- "
                    + where),
            true),
        new Way(
            "`python3`, `urllib`",
            shell(python() + " '" + peers.resolve("post.py") + "'" + to),
            true),
        new Way(
            "`node`, `node:http`", shell("node '" + peers.resolve("post.mjs") + "'" + to), true),
        new Way("`java`, `HttpURLConnection`", shell(java() + to), true));
  }

  private Path noOp() throws IOException {
    Path script = Files.writeString(temporary.resolve("no-op"), "#!/bin/sh\nexit 0\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** Without what stands before it on this machine to choose among several. */
  private static String python() throws IOException {
    Process process =
        new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
    try (var said = process.inputReader()) {
      return said.readLine();
    }
  }

  private static String java() throws Exception {
    Path classes = Path.of(Post.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return "%s/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -cp '%s' %s"
        .formatted(System.getProperty("java.home"), classes, Post.class.getName());
  }

  private static JsonNode ours(String hook, HookMode mode, HookEntries.HookTarget door) {
    ObjectNode settings = Json.object();
    ObjectNode hooks = settings.putObject("hooks");
    new HookEntries(hook, mode, door)
        .forEvents(EVENTS)
        .forEach((event, group) -> hooks.putArray(event).add(group));
    return settings;
  }

  private static JsonNode shell(String command) {
    return each(Json.object().put("type", "command").put("command", command));
  }

  private static JsonNode exec(String program) {
    ObjectNode handler = Json.object().put("type", "command").put("command", program);
    handler.putArray("args");
    return each(handler);
  }

  private static JsonNode each(ObjectNode handler) {
    handler.put("timeout", TIMEOUT_SECONDS);
    ObjectNode settings = Json.object();
    ObjectNode hooks = settings.putObject("hooks");
    EVENTS.forEach(event -> hooks.putArray(event).addObject().putArray("hooks").add(handler));
    return settings;
  }

  /** Each in a home of its own, so that none finds what others have left. */
  private Cost session(Path scenario, Way way) throws Exception {
    Path folder = Files.createTempDirectory(temporary, "session");
    ClaudeCode claude = ClaudeCode.install(folder).orElseThrow();
    Path settings = Files.write(folder.resolve("settings.json"), Json.bytes(way.settings()));
    Path times = folder.resolve("times");
    int heardBefore = heard();
    ClaudeCode.Session session =
        claude.run(
            scenario.toString().replaceFirst("\\.json$", ""),
            List.of(
                "bash",
                "-c",
                "\"$@\"; times >\"$0\"",
                times.toString(),
                claude.client().toString(),
                "--settings",
                settings.toString()),
            mpm.environment());
    assertThat(session.answer()).isEqualTo("success: All read., " + (READS + 1));
    assertThat(session.hookErrors()).isEmpty();
    await().until(() -> heard() - heardBefore == (way.arrives() ? HOOKS : 0));
    return new Cost(session.result().path("duration_ms").asDouble(), cpu(times));
  }

  private int heard() {
    return mpm.health().path("events_received").asInt();
  }

  private static double cpu(Path times) throws IOException {
    Matcher waited = TIMES.matcher(Files.readString(times));
    assertThat(waited.find()).isTrue();
    return 1e3 * (seconds(waited, 1) + seconds(waited, 3));
  }

  private static double seconds(Matcher times, int minutes) {
    return 60 * Double.parseDouble(times.group(minutes))
        + Double.parseDouble(times.group(minutes + 1));
  }

  private static void report(List<Way> ways) {
    Way none = ways.get(0);
    Way noOp = ways.get(1);
    System.out.printf(
        "%d rounds of sessions with %d hooks; medians, and the middle half of the rounds%n| way |"
            + " added ms a hook | over the no-op script | added CPU ms a hook | of the no-op"
            + " script's |%n|---|---|---|---|---|%n",
        ROUNDS, HOOKS);
    double noOpCpu = noOp.over(none, Cost::cpu).median();
    for (Way way : ways.subList(1, ways.size())) {
      Sample cpu = way.over(none, Cost::cpu);
      System.out.printf(
          "| %s | %s | %s | %s | %.1f |%n",
          way.name(),
          spread(way.over(none, Cost::wall)),
          way.equals(noOp) ? "" : spread(way.over(noOp, Cost::wall)),
          spread(cpu),
          cpu.median() / noOpCpu);
    }
  }

  private static String spread(Sample sample) {
    return "%.2f (%.2f to %.2f)"
        .formatted(sample.median(), sample.quantile(0.25), sample.quantile(0.75));
  }
}
