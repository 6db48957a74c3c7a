package io.mpm.monitor.daemon.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mpm.monitor.daemon.system.PortTakenException;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.protocol.home.StopRecord;
import io.mpm.monitor.protocol.home.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForegroundDaemonTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path folder;
  private DaemonFiles files;
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void prepareHome() throws Exception {
    MonitorHome home = new MonitorHome(folder.resolve("home"));
    home.prepare();
    files = new DaemonFiles(home);
  }

  @Test
  void run_writesItsRecordOnceItListens_andRemovesItAfterTheDrain() throws Exception {
    ForegroundDaemon daemon = daemon(this::service);

    String reason =
        daemon.run(
            record -> {
              events.add("ready on " + record.port());
              assertThat(files.record()).exists();
              daemon.stop("SIGTERM");
            });

    assertThat(reason).isEqualTo("SIGTERM");
    assertThat(events)
        .containsExactly("bound, record false", "ready on 8765", "drained, record true");
    assertThat(files.record()).doesNotExist();
    assertThat(StopRecord.read(files.stop())).contains(new StopRecord(NOW, "SIGTERM"));
  }

  @Test
  void run_clientAsks_isTheReason() throws Exception {
    ForegroundDaemon daemon =
        daemon(
            (tokens, stop) -> {
              stop.accept("stopped by `mpm-monitord stop`");
              return () -> {};
            });

    assertThat(daemon.run(record -> {})).isEqualTo("stopped by `mpm-monitord stop`");
  }

  @Test
  void run_keepsTheTokenThatIsThere() throws Exception {
    AccessToken token = AccessToken.rotate(files.home().token());
    List<Boolean> same = new ArrayList<>();
    ForegroundDaemon daemon =
        daemon(
            (given, stop) -> {
              same.add(given.owner().matches(token.reveal()));
              stop.accept("enough");
              return () -> {};
            });

    daemon.run(record -> {});

    assertThat(same).containsExactly(true);
  }

  @Test
  void d11_secondInTheSameHome_isRefusedAtOnce() throws Exception {
    ForegroundDaemon first = daemon(this::service);
    first.run(
        record -> {
          assertThatThrownBy(() -> daemon(this::service).run(second -> {}))
              .isInstanceOf(AlreadyRunningException.class)
              .hasMessageContaining("pid " + record.process().pid() + " on port 8765");
          assertThat(files.record()).exists();
          first.stop("enough");
        });

    assertThat(files.log()).content().contains("listening on", "ending: enough");
  }

  @Test
  void d11_secondInTheSameHome_leavesTheLogAlone() throws Exception {
    ForegroundDaemon daemon = daemon(this::service);
    try (InstanceLock another = InstanceLock.tryTake(files.lock()).orElseThrow()) {
      assertThat(another.file()).exists();
      assertThatThrownBy(() -> daemon.run(record -> {}))
          .isInstanceOf(AlreadyRunningException.class);
    }

    assertThat(files.home().logs()).isEmptyDirectory();
  }

  @Test
  void d11_portTaken_leavesNothingBehind() throws Exception {
    ForegroundDaemon refused =
        daemon(
            (tokens, stop) -> {
              throw new BindException("Address already in use");
            });

    assertThatThrownBy(() -> refused.run(record -> {})).isInstanceOf(PortTakenException.class);
    assertThat(files.record()).doesNotExist();
    ForegroundDaemon next = daemon(this::service);
    assertThat(next.run(record -> next.stop("enough"))).isEqualTo("enough");
  }

  @Test
  void d10_afterADeath_theNextStartCleansUp() throws Exception {
    new DaemonRecord(
            new ProcessIdentity(1, Instant.parse("2001-01-01T00:00:00Z"), Optional.of("0")),
            1,
            "0",
            1)
        .write(files.record());
    ForegroundDaemon daemon = daemon(this::service);

    daemon.run(
        record -> {
          assertThat(record.process()).isEqualTo(ProcessIdentity.current());
          daemon.stop("enough");
        });

    assertThat(events).first().isEqualTo("bound, record false");
  }

  @Test
  void run_homeRemoved_ends() throws Exception {
    ForegroundDaemon daemon = daemon(this::service);

    String reason =
        daemon.run(
            record -> {
              try {
                Files.delete(files.heartbeat().file());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThat(reason).isEqualTo("its home was removed");
  }

  @Test
  void run_diskTakesNothing_goesOnAndTellsItsLog() throws Exception {
    ForegroundDaemon daemon = daemon(this::service);

    String reason =
        daemon.run(
            record -> {
              try {
                Path run = files.home().run();
                Files.move(run, folder.resolve("aside"));
                Files.writeString(run, "no folder");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              daemon.stop("enough");
            });

    assertThat(reason).isEqualTo("enough");
    assertThat(files.log())
        .content()
        .contains("The heartbeat cannot be written; trying on", "ending: enough");
  }

  private ForegroundDaemon daemon(ForegroundDaemon.Starter starter) {
    return new ForegroundDaemon(files, 8765, "0.1.0", false, starter, InstantSource.fixed(NOW));
  }

  private ForegroundDaemon.Service service(Tokens tokens, Consumer<String> stop) {
    events.add("bound, record " + Files.exists(files.record()));
    return () -> events.add("drained, record " + Files.exists(files.record()));
  }
}
