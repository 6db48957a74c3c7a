package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.scheduler.CancelableScheduler;
import com.corundumstudio.socketio.scheduler.SchedulerKey;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * netty-socketio's heartbeats and deadlines, kept by the event loop on which their clients live.
 * The library's own timer is a thread that looks ten times a second whether one is due. On the
 * event loop only; what is due when the loop ends is forgotten.
 */
final class LoopTimers implements CancelableScheduler {

  private final EventExecutor loop;
  private final Map<SchedulerKey, Future<?>> pending = new HashMap<>();

  LoopTimers(EventExecutor loop) {
    this.loop = loop;
  }

  /** How many keys have a timer. */
  int pending() {
    return pending.size();
  }

  @Override
  public void update(ChannelHandlerContext ctx) {
    // It would tell which loop is the client's; there is one.
  }

  @Override
  public void cancel(SchedulerKey key) {
    assert loop.inEventLoop();
    Future<?> running = pending.remove(key);
    if (running != null) {
      running.cancel(false);
    }
  }

  @Override
  public void schedule(Runnable task, long delay, TimeUnit unit) {
    loop.schedule(task, delay, unit);
  }

  /** Takes the place of the key's timer that has not run yet. */
  @Override
  public void schedule(SchedulerKey key, Runnable task, long delay, TimeUnit unit) {
    cancel(key);
    Runnable once =
        () -> {
          pending.remove(key);
          task.run();
        };
    pending.put(key, loop.schedule(once, delay, unit));
  }

  @Override
  public void scheduleCallback(SchedulerKey key, Runnable task, long delay, TimeUnit unit) {
    schedule(key, task, delay, unit);
  }

  @Override
  public void shutdown() {
    // They end with their loop.
  }
}
