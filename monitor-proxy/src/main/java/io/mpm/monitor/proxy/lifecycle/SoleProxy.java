package io.mpm.monitor.proxy.lifecycle;

import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProxyPid;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to be the one proxy of a home. It is a lock on a file, which the operating system takes
 * back when the process ends, however it ends. {@code run/proxy.pid} names the owner to those who
 * cannot see locks.
 */
public final class SoleProxy implements AutoCloseable {

  private final MonitorHome home;
  private final FileChannel channel;
  private final String entry;

  private SoleProxy(MonitorHome home, FileChannel channel) throws IOException {
    this.home = home;
    this.channel = channel;
    this.entry = ProxyPid.current().text();
    PrivateFiles.write(home.proxyPid(), entry);
  }

  /** Takes the right; empty when another process, or another thread of this one, has it. */
  public static Optional<SoleProxy> claim(MonitorHome home) throws IOException {
    FileChannel channel =
        FileChannel.open(home.proxyLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock(channel) == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new SoleProxy(home, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The pid of the proxy that has the right now, in words. */
  public static String owner(MonitorHome home) {
    try {
      return "pid " + Files.readString(home.proxyPid()).strip().split(" ", 2)[0];
    } catch (IOException e) {
      return "pid unknown";
    }
  }

  /** Whether the home still says that it is us. */
  public boolean isStillOurs() {
    try {
      return Files.readString(home.proxyPid()).equals(entry) && Files.exists(home.proxyLock());
    } catch (IOException e) {
      return false;
    }
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
