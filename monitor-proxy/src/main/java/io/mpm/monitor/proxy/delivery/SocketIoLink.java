package io.mpm.monitor.proxy.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.proxy.limits.Range;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The link over Socket.IO, on a WebSocket. Its threads are daemons. */
public final class SocketIoLink implements DaemonLink {

  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final OkHttpClient http;
  private volatile @Nullable Conversation conversation;
  private volatile boolean closed;

  /**
   * @param timeout how long the daemon may take to let us in, and to acknowledge a batch
   * @param nanoTime a clock that nobody sets
   */
  public SocketIoLink(Duration timeout, LongSupplier nanoTime) {
    Range.check(
        "time-out of the daemon's answers", timeout, Duration.ofMillis(10), Duration.ofMinutes(5));
    this.timeout = timeout;
    this.nanoTime = nanoTime;
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(Executors.newCachedThreadPool(SocketIoLink::daemonThread)))
            .connectTimeout(timeout)
            // Whoever waits for an answer ends the wait; a watch over each read and write costs a
            // thread.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .proxy(Proxy.NO_PROXY)
            .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
            .build();
  }

  @Override
  public Connection connect(DaemonAddress address) throws InterruptedException {
    end("connecting anew");
    Conversation fresh = new Conversation(auth(address.token()), nanoTime);
    conversation = fresh;
    Connection outcome =
        await(
            fresh.begin(client(address), request(address)),
            new Connection.Unreachable("no answer in " + timeout));
    if (!(outcome instanceof Connection.Open) || closed) {
      end("refused");
    }
    return outcome;
  }

  @Override
  public boolean isOpen() {
    Conversation current = conversation;
    return current != null && current.isOpen();
  }

  @Override
  public Publication publish(String batch) throws InterruptedException {
    Conversation current = conversation;
    return current == null
        ? new Publication.Unanswered("not connected")
        : await(
            current.publish(batch), new Publication.Unanswered("no acknowledgement in " + timeout));
  }

  @Override
  public void disconnect() {
    end("disconnected");
  }

  /** Final: a link that was closed connects no more. */
  @Override
  public void close() {
    closed = true;
    end("closed");
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private void end(String reason) {
    Conversation current = conversation;
    conversation = null;
    if (current != null) {
      current.end(reason);
    }
  }

  private static ObjectNode auth(Optional<AccessToken> token) {
    ObjectNode auth = Json.object().put("role", "producer").put("v", Protocol.VERSION);
    token.ifPresent(ours -> auth.put("token", ours.reveal()));
    return auth;
  }

  private static Request request(DaemonAddress address) {
    Request.Builder request =
        new Request.Builder().url(address.url().web().resolve(Packet.PATH).toString());
    address.token().ifPresent(ours -> request.header("Authorization", "Bearer " + ours.reveal()));
    return request.build();
  }

  private OkHttpClient client(DaemonAddress address) {
    OkHttpClient.Builder client = http.newBuilder();
    address.url().socket().ifPresent(socket -> leadThrough(socket, client));
    if ("https".equals(address.url().web().getScheme())) {
      // Only then, because it has everything loaded that TLS needs, and all certificates: 5 MB.
      client.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
    }
    return client.build();
  }

  private static void leadThrough(Path socket, OkHttpClient.Builder client) {
    client
        .socketFactory(new UnixSocketFactory(socket))
        // The name of what is behind a socket need not exist.
        .dns(name -> List.of(InetAddress.getLoopbackAddress()));
  }

  private <T> T await(CompletableFuture<T> answer, T otherwise) throws InterruptedException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return otherwise;
    } catch (ExecutionException e) {
      throw new IllegalStateException("answers are values", e);
    }
  }

  private static Thread daemonThread(Runnable work) {
    Thread thread = new Thread(work, "mpm-proxy-link");
    thread.setDaemon(true);
    return thread;
  }
}
