package io.mpm.monitor.daemon.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DaemonLogTest {

  @TempDir Path folder;

  private final String threadName = Thread.currentThread().getName();

  @AfterEach
  void close() {
    Thread.currentThread().setName(threadName);
    DaemonLog.close();
  }

  @Test
  void open_logsToTheFile_withoutSteps() throws Exception {
    DaemonLog.open(file(), false);
    LoggerFactory.getLogger("io.mpm.monitor.x.Part").info("listening");
    LoggerFactory.getLogger("io.mpm.monitor.x.Part").debug("a step");

    assertThat(Files.readString(file()))
        .contains("INFO", "Part - listening\n")
        .doesNotContain("step");
  }

  @Test
  void open_goesOnWhereItWas() throws Exception {
    DaemonLog.open(file(), false);
    LoggerFactory.getLogger("io.mpm.monitor.x.Part").info("before");
    DaemonLog.close();
    DaemonLog.open(file(), false);
    LoggerFactory.getLogger("io.mpm.monitor.x.Part").info("after");

    assertThat(Files.readString(file())).contains("before", "after");
  }

  @Test
  void open_noSuchFile_goesToStandardError() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      DaemonLog.open(folder.resolve("missing/daemon.0.log"), false);
      LoggerFactory.getLogger("io.mpm.monitor.x.Part").info("listening");
      DaemonLog.close();
    } finally {
      System.setErr(before);
    }

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("Part - listening");
  }

  @Test
  void line_hasColumnsAndTheStackTraceBelow() throws Exception {
    DaemonLog.open(file(), false);
    Thread.currentThread().setName("a-test");
    Logger log = LoggerFactory.getLogger("io.mpm.monitor.x.Part");
    log.warn("{} of {}", 1, 2);
    log.error("it failed", new IOException("why", new IOException("cause")));

    assertThat(Files.readString(file()))
        .containsPattern(
            "(?m)^20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) "
                + "WARN  a-test                   Part - 1 of 2$")
        .containsPattern(
            "(?s)ERROR a-test                   Part - it failed\n"
                + "java\\.io\\.IOException: why\n\tat .*"
                + "Caused by: java\\.io\\.IOException: cause\n\t\\.\\.\\. \\d+ more\n");
  }

  @Test
  void line_wideNames_keepAGap() throws Exception {
    DaemonLog.open(file(), false);
    Thread.currentThread().setName("a-thread-with-a-name-of-37-characters");
    LoggerFactory.getLogger("Part").info("said");

    assertThat(Files.readString(file()))
        .contains("INFO  a-thread-with-a-name-of-37-characters Part - said\n");
  }

  @Test
  void open_debug_logsOurStepsOnly() throws Exception {
    DaemonLog.open(file(), true);
    LoggerFactory.getLogger("io.mpm.monitor.x.Part").debug("a step");
    LoggerFactory.getLogger("io.netty.channel.X").debug("netty's step");
    LoggerFactory.getLogger("com.corundumstudio.socketio.X").info("a library's step");

    assertThat(Files.readString(file())).contains("a step").doesNotContain("netty", "library");
  }

  @Test
  void open_settingsOfThisJava_switchNothingOn() throws Exception {
    String settings = "some.library.level=FINEST\n";
    LogManager.getLogManager()
        .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8)));
    DaemonLog.open(file(), false);
    LoggerFactory.getLogger("some.library").debug("a library's step");

    assertThat(Files.readString(file())).isEmpty();
  }

  @Test
  void line_ofJavasOwn_hasItsParameters() throws Exception {
    DaemonLog.open(file(), false);
    java.util.logging.Logger.getAnonymousLogger()
        .log(Level.INFO, "{0} of {1}", new Object[] {1, 2});

    assertThat(Files.readString(file())).endsWith(" nobody - 1 of 2\n");
  }

  @Test
  void a18_packetHandler_neverLogsWhatCameIn() throws Exception {
    DaemonLog.open(file(), true);
    LoggerFactory.getLogger("com.corundumstudio.socketio.handler.InPacketHandler")
        .error("Error during data processing. data: secret");

    assertThat(Files.readString(file())).doesNotContain("secret");
  }

  @Test
  void rotation_keepsFiveFilesOfTwoMegabytes() throws Exception {
    DaemonLog.open(file(), false);
    String kilobytes = "x".repeat(64 << 10);
    for (int i = 0; i < 320; i++) {
      LoggerFactory.getLogger("io.mpm.monitor.Writer").info(kilobytes);
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList())
          .extracting(found -> found.getFileName().toString())
          .containsExactlyInAnyOrder(
              "daemon.0.log",
              "daemon.0.log.lck",
              "daemon.1.log",
              "daemon.2.log",
              "daemon.3.log",
              "daemon.4.log");
    }
    assertThat(folder.resolve("daemon.1.log").toFile().length()).isBetween(2_000_000L, 2_200_000L);
  }

  private Path file() {
    return folder.resolve("daemon.0.log");
  }
}
