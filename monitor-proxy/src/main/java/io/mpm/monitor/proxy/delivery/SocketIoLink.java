package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.proxy.limits.Range;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link over Socket.IO, on a WebSocket. It has no thread: what the daemon says meanwhile waits
 * in the socket, until somebody asks whether the link is open.
 */
public final class SocketIoLink implements DaemonLink {

  private static final Logger log = LoggerFactory.getLogger(SocketIoLink.class);
  private static final int UNAUTHORIZED = 401;

  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Conversation conversation;
  private volatile @Nullable Wire wire;
  private volatile boolean closed;

  /**
   * @param timeout how long the daemon may take to let us in, and to acknowledge a batch
   * @param nanoTime a clock that nobody sets, and that goes on by itself
   */
  public SocketIoLink(Duration timeout, LongSupplier nanoTime) {
    Range.check(
        "time-out of the daemon's answers", timeout, Duration.ofMillis(10), Duration.ofMinutes(5));
    this.timeout = timeout;
    this.nanoTime = nanoTime;
  }

  @Override
  public Connection connect(DaemonAddress address) throws InterruptedException {
    disconnect();
    Deadline deadline = Deadline.in(timeout, nanoTime);
    Connection outcome;
    try {
      outcome = open(address, deadline);
    } catch (WebSocketHandshake.RefusedException e) {
      outcome = refusal(e);
    } catch (SocketTimeoutException e) {
      outcome = new Connection.Unreachable("no answer in " + timeout);
    } catch (IOException e) {
      outcome = new Connection.Unreachable(closed ? "closed" : e.toString());
    }
    if (!(outcome instanceof Connection.Open)) {
      disconnect();
    }
    return outcome;
  }

  private Connection open(DaemonAddress address, Deadline deadline)
      throws IOException, InterruptedException {
    Wire fresh = Wire.connect(address.url(), this::use, deadline);
    URI asked = address.url().web().resolve(Packet.PATH);
    WebSocket socket = WebSocketHandshake.shake(fresh, asked, address.token(), random, deadline);
    Conversation begun = new Conversation(socket, nanoTime);
    Connection outcome = begun.begin(address.token(), deadline);
    conversation = begun;
    return outcome;
  }

  private void use(Wire fresh) {
    wire = fresh;
    if (closed) {
      // Whoever closed us had another one in mind.
      close(fresh);
    }
  }

  private static Connection refusal(WebSocketHandshake.RefusedException refused) {
    String said = refused.body().strip();
    String status = "HTTP status " + refused.status();
    return refused.status() == UNAUTHORIZED
        ? new Connection.WrongToken(said.isEmpty() ? status : said)
        : new Connection.Unreachable(status);
  }

  @Override
  public boolean isOpen() throws InterruptedException {
    Conversation current = conversation;
    if (current == null) {
      return false;
    }
    try {
      current.listen(Deadline.in(timeout, nanoTime));
      return true;
    } catch (IOException e) {
      log.debug("the connection is over", e);
      disconnect();
      return false;
    }
  }

  @Override
  public PublishOutcome publish(String batch) throws InterruptedException {
    Conversation current = conversation;
    if (current == null) {
      return new PublishOutcome.Unanswered("not connected");
    }
    try {
      return new PublishOutcome.Acknowledged(
          current.publish(batch, Deadline.in(timeout, nanoTime)));
    } catch (SocketTimeoutException e) {
      return new PublishOutcome.Unanswered("no acknowledgement in " + timeout);
    } catch (IOException e) {
      disconnect();
      return new PublishOutcome.Unanswered(closed ? "closed" : "disconnected: " + e.getMessage());
    }
  }

  @Override
  public void disconnect() {
    conversation = null;
    Wire last = wire;
    wire = null;
    close(last);
  }

  /** Final: a link that was closed connects no more. */
  @Override
  public void close() {
    closed = true;
    close(wire);
  }

  private static void close(@Nullable Wire wire) {
    if (wire == null) {
      return;
    }
    try {
      wire.close();
    } catch (IOException e) {
      log.debug("the connection did not close", e);
    }
  }
}
