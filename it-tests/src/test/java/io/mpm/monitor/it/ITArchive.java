package io.mpm.monitor.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mpm.monitor.it.rig.Commands;
import io.mpm.monitor.it.rig.Installation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The archives of classes: made once beside the first start, used by the next, never in the way.
 */
class ITArchive {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path MAPS = Path.of("/proc");

  @TempDir Path temporary;
  private Path cache;
  @AutoClose private Installation installation;

  @BeforeEach
  void install() {
    cache = temporary.resolve("cache");
    installation =
        new Installation(
            temporary,
            Map.of("MPM_MONITOR_CACHE", cache.toString(), "MPM_MONITOR_TRAIN_DELAY", "0"));
  }

  private List<Path> inCache(String glob) throws IOException {
    Path folder = cache.resolve("mpm-monitor");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(found::add);
    }
    return found;
  }

  private Path archive(String program) throws IOException {
    return inCache(program + "-*.jsa").get(0);
  }

  private boolean isMapped(ProcessHandle process, Path archive) throws IOException {
    Path maps = MAPS.resolve(Long.toString(process.pid())).resolve("maps");
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.anyMatch(line -> line.endsWith(archive.toString()));
    }
  }

  private void startAndStop() {
    installation.monitord("start").succeeded();
    installation.monitord("stop").succeeded();
  }

  private void makeArchives() {
    startAndStop();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(inCache("*.jsa")).hasSize(2);
              assertThat(inCache("making-*")).as("left behind").isEmpty();
            });
  }

  @Test
  void start_first_makesArchivesThatDaemonAndProxyThenUse() throws IOException {
    makeArchives();
    byte[] event = "{\"hook_event_name\":\"Stop\",\"session_id\":\"s\"}".getBytes(UTF_8);

    installation.monitord("start").succeeded();
    installation.hook("stop", event).succeeded();

    await().atMost(PATIENCE).until(() -> installation.proxy().isPresent());
    ProcessHandle daemon = installation.daemon().orElseThrow();
    ProcessHandle proxy = installation.proxy().orElseThrow();
    await().until(() -> installation.health().path("events_stored").asInt() == 1);
    assertThat(isMapped(daemon, archive("monitord"))).isTrue();
    assertThat(isMapped(proxy, archive("hook"))).isTrue();
    assertThat(inCache("*.jsa")).hasSize(2);
  }

  /** As after a new version was unpacked over an old one. */
  @Test
  void jarsOfAnotherVersion_areNotTakenForOurs() throws IOException {
    Path copy = temporary.resolve("both");
    assertThat(
            Commands.run(
                List.of("cp", "-Rp", installation.distribution().toString(), copy.toString())))
        .isEmpty();
    Files.createFile(copy.resolve("lib/monitor-daemon-0.0.9.jar"));
    Files.createFile(copy.resolve("lib/hook-cli-0.0.9.jar"));
    installation = installation.from(copy);

    makeArchives();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foreign", "cut", "damaged", "empty"})
  void archive_thatIsNone_changesNothing(String how) throws IOException {
    makeArchives();
    Path archive = archive("monitord");
    Files.setPosixFilePermissions(
        archive, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
      switch (how) {
        case "foreign" ->
            Files.copy(archive("hook"), archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        case "cut" -> file.setLength(file.length() / 2);
        case "empty" -> file.setLength(0);
        default -> {
          file.seek(file.length() / 2);
          file.write(new byte[4_096]);
        }
      }
    }

    assertThat(installation.monitord("start").succeeded().err()).isEmpty();
    assertThat(installation.status().path("running").asBoolean()).isTrue();
  }

  @Test
  void manyStartsAtOnce_makeThemOnce() throws Exception {
    List<Process> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(
          installation.start(
              temporary, List.of(installation.bin("mpm-monitord").toString(), "start")));
    }
    for (Process start : starts) {
      assertThat(start.waitFor()).isZero();
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(inCache("*.jsa")).hasSize(2);
              assertThat(inCache("making-*")).isEmpty();
            });
  }

  @Test
  void folderThatCannotBeMade_isNoArchive() throws IOException {
    Files.writeString(cache, "a file");

    assertThat(installation.monitord("start").succeeded().err()).isEmpty();
  }
}
