package io.mpm.monitor.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills, odd files and disks that fail, against real processes and file systems. */
class SpoolFaultsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** A night's run has 200: {@code -Dmpm.kills=200}. */
  private static final int KILLS = Integer.getInteger("mpm.kills", 10);

  @TempDir Path folder;
  private final Instant then = Instant.now().minus(Duration.ofHours(1));
  private final ScriptedDaemon daemon = new ScriptedDaemon();
  private final List<Path> mounts = new ArrayList<>();
  private MonitorHome home;
  private SpoolWriter spool;
  private RunningProxy proxy;
  private int written;

  @BeforeEach
  void makeHome() throws IOException {
    useHome(folder.resolve("home"));
  }

  @AfterEach
  void stop() throws Exception {
    proxy.end();
    daemon.close();
    for (Path mount : mounts) {
      run("umount", "-l", mount.toString());
    }
  }

  @Test
  void p6_killedAtAnyMoment_nothingIsLostOrDoubled() throws Exception {
    long seed = System.nanoTime();
    System.out.println("p6 seed " + seed);
    Random random = new Random(seed);
    daemon.startIn(home);
    write(500);
    int drainedInPart = 0;
    long waited = left();
    long usual = killBetweenTwoBatches();
    drainedInPart += isBetween(left(), waited) ? 1 : 0;
    for (int kill = 1; kill < KILLS; kill++) {
      if (kill % 3 == 0) {
        daemon.stop();
      } else if (daemon.isStopped()) {
        daemon.start();
      }
      waited = left();
      Process process = ProxyProcess.start(home, 600);
      process.waitFor((long) (usual * (0.3 + 1.7 * random.nextDouble())), TimeUnit.NANOSECONDS);
      process.destroyForcibly().waitFor();
      drainedInPart += isBetween(left(), waited) ? 1 : 0;
      write(random.nextInt(100));
    }
    if (daemon.isStopped()) {
      daemon.start();
    }
    System.out.printf("p6 killed %d times, %d of them half-way%n", KILLS, drainedInPart);
    assertThat(drainedInPart).as("kills that found the spool drained in part").isPositive();
    proxy.start();

    await().atMost(LONG).until(() -> SpoolStatus.of(home).equals(new SpoolStatus(0, 0, 0, 0)));
    assertThat(daemon.held()).hasSize(written);
    assertThat(daemon.held().stream().mapToInt(SpoolFaultsTest::number).boxed())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, written).boxed().toList());
    RedactionFaultsTest.assertNoSecret(daemon.batches.toString());
    assertThat(home.spool().resolve(".rewriting")).doesNotExist();
  }

  /**
   * Half-way, however fast it is: it waits for the answer to its second batch.
   *
   * @return how long it took from its start to its end, here and now, in nanoseconds
   */
  private long killBetweenTwoBatches() throws Exception {
    daemon.onPublish(
        (client, batch, ack) -> {
          if (daemon.held().isEmpty()) {
            daemon.accept(client, batch, ack);
          } else {
            daemon.hold(batch);
          }
        });
    int first = daemon.batches.size();
    long began = System.nanoTime();
    Process process = ProxyProcess.start(home, 600);
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> daemon.batches.size() > first + 1);
    process.destroyForcibly().waitFor();
    long took = System.nanoTime() - began;
    daemon.onPublish(daemon::accept);
    return took;
  }

  private long left() throws IOException {
    return SpoolStatus.of(home).waiting();
  }

  private static boolean isBetween(long left, long waited) {
    return 0 < left && left < waited;
  }

  @Test
  void p7_oddFiles_holdNobodyUp() throws Exception {
    daemon.startIn(home);
    spool.file("stop.1.empty", "");
    spool.file("stop.2.torn", "{\"a\":\"b");
    Files.write(home.spool().resolve("stop.3.flipped"), new byte[] {'{', (byte) 0xff, '"', '}'});
    spool.file("stop.4.bad", "{\"a\":tru}");
    spool.file(".rewriting", "{\"left\":\"over\"");
    spool.file("stop~5~of-a-newer-version", "{}");
    spool.file("README", "mine");
    SpoolWriter.stamp(spool.file("stop.6.ahead", "{\"n\":0}"), Instant.now().plusSeconds(3600));
    SpoolWriter.stamp(spool.file("stop.7.ancient", "{\"n\":1}"), Instant.EPOCH.minusSeconds(9));
    SpoolWriter.stamp(spool.file("stop.8.good", "{\"n\":2}"), then);
    proxy.start();

    await().atMost(LONG).until(() -> daemon.held().size() == 3);
    assertThat(daemon.held().stream().map(SpoolFaultsTest::number))
        .as("a clock that was wrong makes nothing too old")
        .containsExactlyInAnyOrder(1, 2, 0);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).equals(new SpoolStatus(0, 0, 4, 0)));
    assertThat(home.spool().resolve("README")).hasContent("mine");
    assertThat(home.spool().resolve("stop~5~of-a-newer-version")).exists();
    proxy.end();
    assertThat(counters().path("set_aside_for").path("incomplete").asInt()).isEqualTo(4);
  }

  @Test
  void p8_fullDisk_whatIsThereArrivesAndAllIsWellOnceThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    useHome(mounted(disk, "size=512k"));
    daemon.startIn(home);
    daemon.stop();
    write(30);
    proxy.start();
    await().atMost(LONG).until(() -> Files.exists(home.proxyRecord()));
    Path filler = fill();
    daemon.start();
    await().atMost(LONG).until(() -> daemon.held().size() == written);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).waiting() == 0);

    Files.delete(filler);
    write(5);
    await().atMost(LONG).until(() -> daemon.held().size() == written);
    proxy.end();
    assertThat(counters().path("waiting").asInt()).isZero();
  }

  @Test
  void p8_readOnlyDisk_eventsArriveOnceAndAreDeletedLater() throws Exception {
    Path mount = mounted(home.spool(), "size=1m,mode=700");
    daemon.startIn(home);
    daemon.stop();
    proxy.start();
    await().atMost(LONG).until(() -> Files.exists(home.proxyPid()));
    write(30);
    assertThat(run("mount", "-o", "remount,ro", mount.toString())).isTrue();
    daemon.start();

    await().atMost(LONG).until(() -> daemon.held().size() == written);
    assertThat(SpoolStatus.of(home).waiting()).isEqualTo(30);
    assertThat(run("mount", "-o", "remount,rw", mount.toString())).isTrue();

    await().atMost(LONG).until(() -> SpoolStatus.of(home).waiting() == 0);
    assertThat(daemon.batches.stream().mapToInt(batch -> batch.path("events").size()).sum())
        .as("none was sent twice")
        .isEqualTo(30);
  }

  @Test
  void p8_folderDeletedWhileRunning_isMissedByNobody() throws Exception {
    daemon.startIn(home);
    proxy.start();
    write(3);
    await().atMost(LONG).until(() -> daemon.held().size() == 3);
    await().atMost(LONG).until(() -> SpoolStatus.of(home).waiting() == 0);

    try (var entries = Files.list(home.spool())) {
      for (Path entry : entries.toList()) {
        Files.delete(entry);
      }
    }
    Files.delete(home.spool());
    useSpool();
    write(3);

    await().atMost(LONG).until(() -> daemon.held().size() == 6);
  }

  private void useHome(Path root) throws IOException {
    home = new MonitorHome(root);
    home.prepare();
    useSpool();
    proxy = new RunningProxy(home, TestSettings.idleAfter(Duration.ofHours(1)));
  }

  private void useSpool() throws IOException {
    spool = new SpoolWriter(home.spool());
  }

  /** Every tenth with secrets, so that it is rewritten. */
  private void write(int events) throws IOException {
    for (int i = 0; i < events; i++) {
      String json =
          written % 10 == 0
              ? "{\"n\":" + written + ",\"data\":" + FakeSecrets.payload("s") + "}"
              : "{\"n\":" + written + "}";
      Path file = spool.file("stop." + (written + 1) + ".u" + written, json);
      SpoolWriter.stamp(file, then.plusMillis(written));
      written++;
    }
  }

  private static int number(JsonNode event) {
    return event.path("data").path("n").asInt(-1);
  }

  private JsonNode counters() throws Exception {
    return Json.parse(Files.readAllBytes(home.proxyRecord())).path("counters");
  }

  /** A file system of its own; without the right to make one the test is skipped. */
  private Path mounted(Path mount, String options) throws Exception {
    boolean done = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", mount.toString());
    if (!done) {
      System.out.println("skipped: no file system can be mounted here");
    }
    assumeThat(done).isTrue();
    mounts.add(mount);
    return mount;
  }

  private Path fill() throws IOException {
    Path filler = home.root().resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException full) {
      return filler;
    }
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }
}
