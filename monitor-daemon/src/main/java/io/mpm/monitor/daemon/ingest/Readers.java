package io.mpm.monitor.daemon.ingest;

/** Those who are shown what is kept. */
@FunctionalInterface
public interface Readers {

  /** Events were kept just now. Any thread; must not block. */
  void eventsCame();

  /**
   * Runs {@code answer}, which lets a producer send more: at once, or, while they are far behind,
   * when they no longer are or have been waited for long enough. Any thread; must not block. These,
   * unless they say otherwise, are never behind.
   */
  default void whenTheyKeepUp(Runnable answer) {
    answer.run();
  }
}
