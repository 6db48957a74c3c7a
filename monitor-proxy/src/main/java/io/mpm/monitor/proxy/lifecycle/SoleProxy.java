package io.mpm.monitor.proxy.lifecycle;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProgramVersion;
import io.mpm.monitor.protocol.home.ProxyPid;
import io.mpm.monitor.protocol.home.WantedVersions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to be the one proxy of a home. It is a lock on a file, which the operating system takes
 * back when the process ends, however it ends. {@code run/proxy.pid} names the owner to those who
 * cannot see locks.
 */
public final class SoleProxy implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(20);

  private final MonitorHome home;
  private final Program program;
  private final WantedVersions wanted;
  private final FileChannel channel;
  private final String entry;

  private SoleProxy(MonitorHome home, Program program, FileChannel channel) throws IOException {
    this.home = home;
    this.program = program;
    this.wanted = new WantedVersions(home);
    this.channel = channel;
    this.entry = ProxyPid.current(program.version()).text();
    wanted.clear();
    PrivateFiles.write(home.proxyPid(), entry);
  }

  /** Takes the right; empty when another process, or another thread of this one, has it. */
  public static Optional<SoleProxy> claim(MonitorHome home, Program program) throws IOException {
    FileChannel channel =
        FileChannel.open(home.proxyLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new SoleProxy(home, program, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * As {@link #claim}, and asks an owner of an older version to make room.
   *
   * @param patience how long it may take to do so
   */
  public static Optional<SoleProxy> takeOver(
      MonitorHome home, Program program, Duration patience, LongSupplier nanoTime)
      throws IOException, InterruptedException {
    long began = nanoTime.getAsLong();
    Optional<SoleProxy> sole = claim(home, program);
    while (sole.isEmpty() && nanoTime.getAsLong() - began < patience.toNanos()) {
      Optional<ProxyPid> owner = ProxyPid.findAlive(home);
      if (owner.isPresent()) {
        if (!program.isNewerThan(owner.get().version())) {
          break;
        }
        new WantedVersions(home).add(program.version().orElseThrow());
      }
      // An owner without a name is about to begin, or to end: it may be the one that we asked.
      Thread.sleep(LOOK.toMillis());
      sole = claim(home, program);
    }
    return sole;
  }

  /** The proxy that has the right now, in words. */
  public static String owner(MonitorHome home) {
    return ProxyPid.findAlive(home)
        .map(owner -> "pid " + owner.pid() + owner.version().map(v -> ", version " + v).orElse(""))
        .orElse("pid unknown");
  }

  /** Whether the home still says that this is its proxy. */
  public boolean isStillOurs() {
    try {
      return Files.readString(home.proxyPid()).equals(entry) && Files.exists(home.proxyLock());
    } catch (IOException e) {
      return false;
    }
  }

  /** What should take our place; empty when nothing should. */
  public Optional<Successor> successor() {
    Optional<ProgramVersion> newest =
        wanted.newest().filter(v -> program.isOlderThan(Optional.of(v)));
    if (newest.isPresent()) {
      return newest.map(version -> new Successor(version.text(), true));
    }
    return program.isStillInstalled()
        ? Optional.empty()
        : Optional.of(new Successor("what was installed in its place", false));
  }

  @Override
  public void close() throws IOException {
    try {
      if (isStillOurs()) {
        Files.deleteIfExists(home.proxyPid());
      }
    } finally {
      channel.close();
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
