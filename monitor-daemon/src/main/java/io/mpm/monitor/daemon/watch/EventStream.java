package io.mpm.monitor.daemon.watch;

import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.home.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a daemon, and what comes over it. Used by one thread; while that is busy,
 * nothing more is read off the socket, and the daemon keeps the rest.
 */
public final class EventStream implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The daemon pings every 25 s; whoever is silent for longer than two of them is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final Duration silence;
  private final WebSocket socket;

  /** When the latest packet came, be it for the reader or not; as of {@link System#nanoTime}. */
  private volatile long latestPacket;

  private EventStream(int port, AccessToken token, Place place, Duration silence) {
    this.silence = silence;
    this.latestPacket = System.nanoTime();
    this.socket =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .build()
            .newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .buildAsync(
                URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"),
                new Ear(token, place))
            .join();
  }

  /**
   * Connects, and asks for the events from {@code place} on.
   *
   * @throws IOException when nobody answers on that port
   */
  public static EventStream open(int port, AccessToken token, Place place) throws IOException {
    return open(port, token, place, SILENCE);
  }

  /** The same, for a daemon that is gone after {@code silence}. */
  static EventStream open(int port, AccessToken token, Place place, Duration silence)
      throws IOException {
    try {
      return new EventStream(port, token, place, silence);
    } catch (CompletionException e) {
      throw new IOException("no daemon answers on port " + port, e);
    }
  }

  /**
   * What comes next; waits for it, for as long as the daemon pings. One that has died in silence is
   * lost after a minute.
   */
  public Heard next() throws InterruptedException {
    Heard waiting = heard.poll();
    if (waiting != null) {
      return waiting;
    }
    // While its reader was busy nothing could be heard of the daemon.
    latestPacket = System.nanoTime();
    socket.request(1);
    Heard next = heard.poll(patience(), TimeUnit.NANOSECONDS);
    while (next == null && patience() > 0) {
      next = heard.poll(patience(), TimeUnit.NANOSECONDS);
    }
    return next == null ? new Heard.Lost() : next;
  }

  /** How many nanoseconds the daemon may still be silent. */
  private long patience() {
    return silence.toNanos() - (System.nanoTime() - latestPacket);
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Runs on a thread of the HTTP client, one call at a time. */
  private final class Ear implements WebSocket.Listener {

    private final AccessToken token;
    private final Place place;
    private final StringBuilder packet = new StringBuilder();

    /** The latest packet on its way: a socket refuses the next one until it has taken this one. */
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

    Ear(AccessToken token, Place place) {
      this.token = token;
      this.place = place;
    }

    @Override
    public void onOpen(WebSocket opened) {
      // The first read is asked for by next().
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
      latestPacket = System.nanoTime();
      packet.append(part);
      if (!isLast) {
        from.request(1);
        return null;
      }
      String whole = packet.toString();
      packet.setLength(0);
      if (!hear(from, whole)) {
        from.request(1);
      }
      return null;
    }

    /** Answers the packet; whether it was something for the reader, who then asks for more. */
    private boolean hear(WebSocket from, String whole) {
      if (Packets.isOpen(whole)) {
        send(from, Packets.connect(token));
        return false;
      }
      if (whole.equals(Packets.PING)) {
        send(from, Packets.PONG);
        return false;
      }
      try {
        List<Heard> news = Packets.read(whole);
        if (!news.isEmpty() && news.get(0) instanceof Heard.Welcome welcome) {
          send(from, Packets.subscribe(place, welcome));
        }
        return heard.addAll(news);
      } catch (MalformedJsonException e) {
        return heard.add(new Heard.Lost());
      }
    }

    private void send(WebSocket to, String text) {
      sending = sending.thenCompose(sent -> to.sendText(text, true));
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      heard.add(new Heard.Lost());
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      heard.add(new Heard.Lost());
    }
  }
}
