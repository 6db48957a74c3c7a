package io.mpm.monitor.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.it.rig.Installation;
import io.mpm.monitor.it.rig.Needs;
import io.mpm.monitor.it.rig.Recording;
import io.mpm.monitor.protocol.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the archives, and what becomes of a home when the program in front of it changes. */
class ITDistribution {

  private static final Path SOURCES =
      Path.of(System.getProperty("mpm.dist")).toAbsolutePath().normalize().resolve("../../..");

  @TempDir private Path temporary;
  @AutoClose private Installation mpm;

  @BeforeEach
  void install() {
    mpm = new Installation(temporary);
  }

  private List<String> jars() throws IOException {
    try (Stream<Path> jars = Files.list(mpm.distribution().resolve("lib"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .toList();
    }
  }

  private String run(Path folder, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  @Test
  void windowsCommands_nameTheirVeryJars() throws IOException {
    for (String command : List.of("mpm-hook.cmd", "mpm-monitord.cmd")) {
      String script = Files.readString(mpm.bin(command));
      Matcher jar = Pattern.compile("set \"JAR=%INSTALL%\\\\lib\\\\(.+)\"\r\n").matcher(script);
      assertThat(jar.find()).as(script).isTrue();
      assertThat(jars()).contains(jar.group(1));
      assertThat(script).startsWith("@echo off\r\n");
      assertThat(script.replace("\r\n", "")).as(command).doesNotContain("\n", "@{");
      Matcher jump = Pattern.compile("goto (\\w+)").matcher(script);
      while (jump.find()) {
        assertThat(script).contains("\r\n:" + jump.group(1) + "\r\n");
      }
    }
  }

  /** What the recipes for Homebrew and Docker name is in the distribution. */
  @Test
  void recipes_nameWhatThereIs() throws Exception {
    String formula = Files.readString(SOURCES.resolve("dist/packaging/mpm-monitor.rb"));
    assertThat(formula).startsWith("# ").contains("class MpmMonitor < Formula\n");
    assertThat(formula).containsPattern("\n  sha256 \"[0-9a-f]{64}\"\n");
    assertThat(formula).contains("/mpm-monitor-" + release() + ".tar.gz\"\n");
    assertThat(formula).contains("license \"Apache-2.0\"");
    assertThat(Files.readString(mpm.distribution().resolve("LICENSE"))).contains("Apache License");
    assertNamed(formula, "libexec/\"([^\"*]+?)(?:/\\*)?\"");
    assertThat(formula).contains("MPM_INSTALL: opt_libexec\n");
    assertThat(Files.readString(mpm.distribution().resolve("lib/launch.sh")))
        .contains("install=$MPM_INSTALL\n");
    assertNamed(formula, "libexec.install Dir\\[\"\\*\"], \"([^\"]+)\"");

    Path dockerfile = mpm.distribution().resolve("packaging/Dockerfile");
    String recipe = Files.readString(dockerfile);
    assertThat(recipe).containsPattern("\nARG JAVA=eclipse-temurin:17[0-9._]+-jre-[a-z]+\n");
    assertNamed(recipe, "-f (\\S+) -t mpm-monitor \\.");
    Matcher command = Pattern.compile("CMD \\[\"([a-z-]+)\", \"([a-z]+)\"").matcher(recipe);
    assertThat(command.find()).isTrue();
    assertThat(mpm.bin(command.group(1))).isExecutable();
    assertThat(mpm.monitord(command.group(2), "--help").succeeded().out()).contains("--foreground");
  }

  /** The version that this build becomes once it is released. */
  private String release() {
    return mpm.monitord("--version")
        .out()
        .replaceFirst("mpm-monitord ", "")
        .replaceFirst("-SNAPSHOT", "")
        .strip();
  }

  private void assertNamed(String recipe, String pattern) {
    Matcher name = Pattern.compile(pattern).matcher(recipe);
    assertThat(name.find()).as(pattern).isTrue();
    do {
      assertThat(mpm.distribution().resolve(name.group(1))).as(pattern).exists();
    } while (name.find());
  }

  @Test
  void docs_areThere_andTheirLinksLeadSomewhere() throws Exception {
    List<Path> pages = new ArrayList<>(List.of(mpm.distribution().resolve("README.md")));
    try (Stream<Path> docs = Files.list(mpm.distribution().resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
    }
    assertThat(pages).contains(mpm.distribution().resolve("docs/configuration.md"));
    for (Path page : pages) {
      Matcher link = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)").matcher(Files.readString(page));
      while (link.find()) {
        assertThat(page.resolveSibling(link.group(1)).normalize()).as("%s", page).exists();
      }
    }
  }

  @Test
  void outputThatCannotBeWritten_isNoSuccess_andAClosedPipeIs() throws Exception {
    Path full = Path.of("/dev/full");
    Needs.that(Files.exists(full), "what a command says to a full device: there is no " + full);
    for (String command :
        List.of("mpm-monitord config", "mpm-monitord --help", "mpm-hook status")) {
      String program = mpm.bin("").resolve(command).toString();
      assertThat(run(temporary, "/bin/sh", "-c", "{ " + program + " >/dev/full; } 2>&1; echo $?"))
          .as(command)
          .endsWith("standard output: No space left on device\n1\n");
      assertThat(
              run(
                  temporary,
                  "/bin/bash",
                  "-c",
                  "{ " + program + "; echo $? >&2; } | head -c 1 >/dev/null"))
          .as(command)
          .isEqualTo("0\n");
    }
  }

  @Test
  void plugin_saysTheProgramsVersion() throws Exception {
    Path manifest = mpm.distribution().resolve(".claude-plugin/plugin.json");
    String version = Json.parse(Files.readAllBytes(manifest)).path("version").asText();
    assertThat(version).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(jars()).contains("hook-cli-" + version + ".jar");
  }

  /** A pattern that means nothing would go unnoticed. */
  @Test
  void earlyCompiled_arePackagesThatThereAre() throws Exception {
    Path lib = mpm.distribution().resolve("lib");
    List<String> classes = new ArrayList<>();
    for (String jar : jars()) {
      try (JarFile opened = new JarFile(lib.resolve(jar).toFile())) {
        opened.stream().forEach(entry -> classes.add(entry.getName().replace('/', '.')));
      }
    }
    List<String> patterns = new ArrayList<>();
    Matcher pattern =
        Pattern.compile("(?m)^CompileThresholdScaling (.+\\.)\\*::\\* 0\\.\\d+$")
            .matcher(Files.readString(lib.resolve("compile-early.txt")));
    while (pattern.find()) {
      patterns.add(pattern.group(1));
    }

    assertThat(patterns).hasSizeGreaterThan(3);
    for (String beginning : patterns) {
      assertThat(classes).as(beginning).anyMatch(name -> name.startsWith(beginning));
    }
  }

  @Test
  void billOfMaterials_andLicences_nameEveryJarThatIsNotOurs() throws Exception {
    JsonNode bill = Json.parse(Files.readAllBytes(mpm.distribution().resolve("sbom.json")));
    String licences = Files.readString(mpm.distribution().resolve("THIRD-PARTY.txt"));
    List<String> named = new ArrayList<>();
    bill.path("components")
        .forEach(
            part -> named.add(part.path("name").asText() + "-" + part.path("version").asText()));

    assertThat(jars()).hasSizeGreaterThan(20);
    for (String jar : jars()) {
      assertThat(named).as("sbom.json has " + jar).anyMatch(name -> jar.startsWith(name));
    }
    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    for (JsonNode part : bill.path("components")) {
      if (!part.path("group").asText().equals("io.mpm.monitor")) {
        assertThat(licences).contains(part.path("name").asText());
      }
    }
    assertThat(Files.readString(mpm.distribution().resolve("dashboard/THIRD-PARTY.txt")))
        .contains("preact", "socket.io-client", "MIT", "Permission is hereby granted");
  }

  @Test
  void checksums_fitTheArchives() throws Exception {
    Path target = mpm.distribution().getParent();

    assertThat(run(target, "sha256sum", "-c", "SHA256SUMS").lines())
        .hasSize(2)
        .allMatch(line -> line.endsWith(": OK"));
  }

  @Test
  void archive_unpackedElsewhere_runs() throws Exception {
    Path target = mpm.distribution().getParent();
    try (Stream<Path> files = Files.list(target)) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
      Path folder = Files.createDirectories(temporary.resolve("some where"));
      run(folder, "tar", "xzf", archive.toString(), "--strip-components=1");
      assertThat(run(folder, "bin/mpm-monitord", "--version")).startsWith("mpm-monitord ");
      assertThat(folder.resolve(".claude-plugin/plugin.json")).exists();
      assertThat(Files.readString(folder.resolve("share/man/man1/mpm-monitord-watch.1")))
          .contains(".SH EXAMPLES");
      assertThat(Files.readString(folder.resolve("share/man/man1/mpm-hook.1")))
          .contains("status", "flush", "emit", "proxy", "completion");
    }
  }

  /** A home as a program left it that knew no layout yet. */
  @Test
  void update_keepsSettingsTokenHistoryAndSpool() throws Exception {
    String token = mpm.token();
    Files.writeString(mpm.files().config(), "history:\n  enabled: true\n");
    mpm.monitord("start").succeeded();
    mpm.hook("stop", "{\"session_id\":\"s\",\"hook_event_name\":\"Stop\"}".getBytes(UTF_8));
    await().until(() -> mpm.held().size() == 1);
    mpm.monitord("stop").succeeded();
    Files.delete(mpm.home().resolve("layout"));

    mpm.monitord("start").succeeded();

    assertThat(mpm.tokenOnDisk()).isEqualTo(token);
    assertThat(mpm.held()).hasSize(1);
    assertThat(Files.readString(mpm.files().config())).contains("enabled: true");
  }

  @Test
  void olderProgram_isRefusedWithAReason() throws Exception {
    mpm.token();
    Files.writeString(mpm.home().resolve("layout"), "99\n");

    Installation.Finished start = mpm.monitord("start");

    assertThat(start.exitCode()).isEqualTo(1);
    assertThat(start.err()).contains("a newer MPM Monitor has used this home").hasLineCount(1);
    assertThat(mpm.processes()).isEmpty();
    Files.writeString(mpm.home().resolve("layout"), "1\n");
  }

  /** As docs/operations.md says it: a Java of our own, with what we need of it and no more. */
  @Test
  void runtimeOfJlink_isEnough() throws Exception {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    Needs.that(Files.isExecutable(jlink), "this Java has no jlink");
    Needs.that(
        Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods")),
        "this Java has no jmods to link");
    Path copy = temporary.resolve("unpacked here");
    run(temporary, "cp", "-a", mpm.distribution().toString(), copy.toString());
    run(copy, "sh", "share/jlink.sh");
    Installation small =
        mpm.from(copy)
            .with(Map.of("JAVA_HOME", "/of/another/program", "MPM_MONITOR_HISTORY", "true"));

    small.monitord("demo", "--no-open", "--speed", "50").succeeded();

    assertThat(small.daemon().orElseThrow().info().command().orElse(""))
        .startsWith(copy.resolve("runtime").toString());
    assertThat(small.proxy().orElseThrow().info().command().orElse(""))
        .startsWith(copy.resolve("runtime").toString());
    assertThat(small.held()).hasSize(Recording.payloads("explore").size());
    small.monitord("stop").succeeded();
  }
}
