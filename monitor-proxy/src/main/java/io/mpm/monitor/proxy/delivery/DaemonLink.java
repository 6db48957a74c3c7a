package io.mpm.monitor.proxy.delivery;

/**
 * One connection to one daemon at a time. It never connects again by itself. One thread connects
 * and publishes; any may close, which ends what that thread waits for.
 */
public interface DaemonLink extends AutoCloseable {

  /** Connects, after closing what was open. */
  Connection connect(DaemonAddress address) throws InterruptedException;

  /**
   * Whether a batch can be sent. Also takes note of what the daemon has said meanwhile, such as
   * whether we live: who is not asked for a minute is let go.
   */
  boolean isOpen() throws InterruptedException;

  /**
   * Sends a batch and waits for its acknowledgement, for a time. Sends nothing when the link is not
   * open.
   */
  PublishOutcome publish(String batch) throws InterruptedException;

  /** Ends the connection there is. */
  void disconnect();

  /** Ends the link for good. */
  @Override
  void close();
}
