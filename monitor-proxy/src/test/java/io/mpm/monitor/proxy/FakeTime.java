package io.mpm.monitor.proxy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A nanoTime that stands still until it is told to go on. */
public final class FakeTime implements LongSupplier {

  private final AtomicLong nanos = new AtomicLong(42);

  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }
}
