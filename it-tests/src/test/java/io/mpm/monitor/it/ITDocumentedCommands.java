package io.mpm.monitor.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.it.rig.ClaudeCode;
import io.mpm.monitor.it.rig.CodeBlock;
import io.mpm.monitor.it.rig.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what README and docs tell a reader to type, as they say it, with a daemon that has events,
 * and holds the rest of them to what there is.
 */
class ITDocumentedCommands {

  /** By their beginning, commands that cannot be run here, and why. */
  private static final Map<String, String> NOT_RUN =
      Map.of(
          "mvn ", "it is this build",
          "cd bench ", "a measurement of minutes",
          "ssh ", "there is no other machine; ITHomes forwards a port as it does",
          "sh share/jlink.sh", "ITDistribution runs it in a copy, if there is a jlink");

  /** A command of ours in a sentence. */
  private static final Pattern MENTIONED = Pattern.compile("`(mpm-(?:monitord|hook) [a-z][^`]*)`");

  private static final Pattern LONG_OPTION = Pattern.compile("(?<=\\s)--[a-z][a-z-]*");

  /**
   * Names in a command that is not run: a module, a test, a property, a script, an option of it.
   */
  private static final Pattern MODULE = Pattern.compile("-pl (\\S+)");

  private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\S+)");
  private static final Pattern PROPERTY = Pattern.compile("-D(mpm\\.[a-z.]+)=");
  private static final Pattern SCRIPT = Pattern.compile("node (\\S+\\.mjs)(.*)");

  /** Those that end with Ctrl+C. */
  private static final List<String> ENDLESS = List.of("mpm-monitord watch", "mpm-monitord logs -f");

  private static final Path SOURCES =
      Path.of(System.getProperty("mpm.dist")).toAbsolutePath().normalize().resolve("../../..");

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;
  private Path tools;
  private Path work;
  private Optional<ClaudeCode> claude = Optional.empty();

  @BeforeEach
  void install() throws Exception {
    mpm = new Installation(temporary);
    tools = Files.createDirectories(temporary.resolve("tools"));
    work = Files.createDirectories(temporary.resolve("work"));
    claude = ClaudeCode.install(temporary);
    String real = claude.map(client -> client.client().toString()).orElse("true");
    tool("claude", "case $1 in plugin) exec '" + real + "' \"$@\" ;; esac");
    tool("xdg-open", "[ -f \"$1\" ]");
    tool("systemctl", "exit 0");
  }

  private void tool(String name, String does) throws IOException {
    Path tool = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<Path> pages() throws IOException {
    List<Path> all =
        new ArrayList<>(List.of(SOURCES.resolve("README.md"), SOURCES.resolve("CONTRIBUTING.md")));
    try (Stream<Path> pages = Files.list(SOURCES.resolve("docs"))) {
      all.addAll(pages.filter(file -> file.toString().endsWith(".md")).sorted().toList());
    }
    return all;
  }

  private static List<CodeBlock> blocks(String language) throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    for (Path page : pages()) {
      blocks.addAll(CodeBlock.of(page));
    }
    return blocks.stream().filter(block -> block.language().equals(language)).toList();
  }

  @Test
  void everyCommand_doesWhatItSays() throws Exception {
    List<String> failures = new ArrayList<>();
    int run = 0;
    for (CodeBlock block : blocks("sh")) {
      List<String> commands =
          block.commands().stream()
              .map(ITDocumentedCommands::afterTheBuild)
              .filter(this::canRun)
              .toList();
      if (!commands.isEmpty()) {
        prepare();
        run += commands.size();
        String said = execute(commands);
        if (!said.endsWith("\nall of it\n")) {
          failures.add(block + ":\n" + said);
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(run).isGreaterThan(30);
  }

  /** The sentences of all pages name commands and options that there are. */
  @Test
  void everyCommandInTheText_isKnown() throws Exception {
    Set<String> mentioned = new TreeSet<>();
    for (Path page : pages()) {
      MENTIONED.matcher(Files.readString(page)).results().forEach(it -> mentioned.add(it.group(1)));
    }
    assertThat(mentioned).hasSizeGreaterThan(15);
    for (String line : mentioned) {
      String command = line.replaceFirst(" -- .*", "");
      String help = helpOf(command);
      String name = command.replaceFirst("^(\\S+(?: [a-z]+)+).*", "$1");
      assertThat(help).as(line).startsWith("Usage: " + name.replaceFirst(" report$", ""));
      for (MatchResult option : LONG_OPTION.matcher(command).results().toList()) {
        assertThat(help).as(line).contains(option.group());
      }
    }
  }

  private String helpOf(String command) throws Exception {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.set(0, mpm.bin(words.get(0)).toString());
    words.add("--help");
    Process help = mpm.start(work, words);
    String said = new String(help.getInputStream().readAllBytes(), UTF_8);
    assertThat(help.waitFor()).as(said).isZero();
    return said;
  }

  /** What this test does not run at least names modules, tests, properties and scripts that are. */
  @Test
  void everyCommandThatIsNotRun_namesWhatThereIs() throws Exception {
    String sources = sources();
    for (CodeBlock block : blocks("sh")) {
      for (String command : block.commands()) {
        for (String module : names(MODULE, command)) {
          assertThat(SOURCES.resolve(module)).as(block.place()).isDirectory();
        }
        for (String test : names(TEST, command)) {
          assertThat(sources).as(block.place()).contains("class " + test + " {");
        }
        for (String property : names(PROPERTY, command)) {
          assertThat(sources).as(block.place()).contains('"' + property + '"');
        }
        Matcher script = SCRIPT.matcher(command);
        if (script.find()) {
          String text = Files.readString(SOURCES.resolve("bench").resolve(script.group(1)));
          for (MatchResult option : LONG_OPTION.matcher(script.group(2)).results().toList()) {
            assertThat(text).as(block.place()).contains(option.group().substring(2) + ": {");
          }
        }
      }
    }
  }

  private static List<String> names(Pattern pattern, String command) {
    return pattern.matcher(command).results().map(found -> found.group(1)).toList();
  }

  /** Every Java file that tests something, as one text. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String module : List.of("hook-cli", "monitor-daemon", "monitor-proxy", "it-tests")) {
      try (Stream<Path> files = Files.walk(SOURCES.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  @Test
  void everyConfiguration_isAGoodOne() throws Exception {
    List<CodeBlock> configurations = blocks("yaml");
    assertThat(configurations).isNotEmpty();
    mpm.token();
    for (CodeBlock configuration : configurations) {
      // The reader's own folder; nothing is made in the other.
      List<String> here =
          configuration.lines().stream()
              .map(line -> line.replace("/home/me", System.getProperty("java.io.tmpdir")))
              .toList();
      Files.write(mpm.files().config(), here);
      Installation.Finished check = mpm.monitord("config", "--check");
      assertThat(check.exitCode()).as(configuration.place() + ": " + check.err()).isZero();
    }
    Files.delete(mpm.files().config());
  }

  /** The build that a command begins with is this one. */
  private static String afterTheBuild(String command) {
    return command.replaceFirst("^mvn [^&]* && (?!cd bench )", "");
  }

  private boolean canRun(String command) {
    Optional<String> reason =
        NOT_RUN.entrySet().stream()
            .filter(entry -> command.startsWith(entry.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .or(
                () ->
                    command.startsWith("claude plugin") && claude.isEmpty()
                        ? Optional.of("Claude Code could not be installed; see above")
                        : Optional.empty());
    reason.ifPresent(why -> System.out.println("not run: " + command + " (" + why + ")"));
    return reason.isEmpty();
  }

  /** A daemon with at least one session, whatever the block before has done. */
  private void prepare() {
    if (mpm.daemon().isEmpty()) {
      mpm.monitord("start").succeeded();
    }
    if (mpm.held().isEmpty()) {
      mpm.hook("stop", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}".getBytes(UTF_8));
      await().until(() -> !mpm.held().isEmpty());
    }
  }

  private String execute(List<String> commands) throws Exception {
    StringBuilder script = new StringBuilder("set -eo pipefail\n");
    for (String command : commands) {
      String line = ENDLESS.stream().anyMatch(command::startsWith) ? endless(command) : command;
      // The shell does not end by itself when one in the middle of a list fails.
      script.append("{ ").append(line).append("; } || exit 1\n");
    }
    script.append("printf '\\nall of it\\n'\n");
    String here =
        script
            .toString()
            .replace("8765", Integer.toString(mpm.port()))
            .replace("dist/target/mpm-monitor/", mpm.distribution() + "/")
            .replace("/opt/mpm-monitor", mpm.distribution().toString())
            .replace("{ sha256sum ", "{ cd '" + mpm.distribution().getParent() + "' && sha256sum ");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-x", "-c", here)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("said").toFile());
    bash.environment().putAll(mpm.environment());
    bash.environment().put("HOME", temporary.toString());
    bash.environment().remove("XDG_CONFIG_HOME");
    bash.environment()
        .put("PATH", tools + ":" + mpm.bin("mpm-hook").getParent() + ":" + System.getenv("PATH"));
    Process process = bash.start();
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(temporary.resolve("said"));
  }

  /** Nothing is wrong with it as long as it goes on; 124 is what {@code timeout} ends with. */
  private static String endless(String command) {
    String quoted = command.replace("'", "'\\''");
    return "code=0; timeout 3 bash -c '" + quoted + "' || code=$?; [ $code = 124 ]";
  }
}
