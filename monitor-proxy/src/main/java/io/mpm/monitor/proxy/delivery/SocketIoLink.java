package io.mpm.monitor.proxy.delivery;

import io.mpm.monitor.protocol.Protocol;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.proxy.limits.Range;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import io.socket.thread.EventThread;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * The link over Socket.IO, on a WebSocket. Batches are handed to the client only while it is
 * connected, one at a time, because it would keep any number of them otherwise. Its threads are
 * daemons as long as the thread that connects and publishes is one.
 */
public final class SocketIoLink implements DaemonLink {

  private final Duration timeout;
  private final OkHttpClient http;
  private volatile @Nullable Socket socket;
  private volatile CompletableFuture<Publication> inFlight = new CompletableFuture<>();
  private volatile CompletableFuture<Connection> opening = new CompletableFuture<>();
  private volatile boolean closed;

  /**
   * @param timeout how long the daemon may take to let us in, and to acknowledge a batch
   */
  public SocketIoLink(Duration timeout) {
    Range.check(
        "time-out of the daemon's answers", timeout, Duration.ofMillis(10), Duration.ofMinutes(5));
    this.timeout = timeout;
    this.http =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(Executors.newCachedThreadPool(SocketIoLink::daemonThread)))
            .connectTimeout(timeout)
            .readTimeout(Duration.ZERO)
            .proxy(Proxy.NO_PROXY)
            .build();
  }

  @Override
  public Connection connect(DaemonAddress address) throws InterruptedException {
    disconnect("connecting anew");
    CompletableFuture<Connection> attempt = new CompletableFuture<>();
    opening = attempt;
    HandshakeAnswer answer = new HandshakeAnswer();
    Socket fresh = IO.socket(address.url().web(), options(address, answer));
    fresh.on(Socket.EVENT_CONNECT, nothing -> attempt.complete(new Connection.Open()));
    fresh.on(
        Socket.EVENT_CONNECT_ERROR,
        error -> attempt.complete(answer.refusal().orElseGet(() -> refusal(error))));
    fresh.on(
        Socket.EVENT_DISCONNECT,
        reason -> inFlight.complete(new Publication.Unanswered("disconnected: " + first(reason))));
    socket = fresh;
    fresh.connect();
    Connection outcome = await(attempt, new Connection.Unreachable("no answer in " + timeout));
    if (!(outcome instanceof Connection.Open) || closed) {
      disconnect("refused");
    }
    return outcome;
  }

  @Override
  public boolean isOpen() {
    Socket current = socket;
    return current != null && current.connected();
  }

  @Override
  public Publication publish(String batch) throws InterruptedException {
    CompletableFuture<Publication> answer = new CompletableFuture<>();
    inFlight = answer;
    Socket current = socket;
    EventThread.exec(
        () -> {
          // Asked on the client's own thread, where the answer cannot change before it sends.
          if (current != null && current.connected()) {
            Ack ack = reply -> answer.complete(acknowledged(reply));
            current.emit("publish", new Object[] {new RawJson(batch)}, ack);
          } else {
            answer.complete(new Publication.Unanswered("not connected"));
          }
        });
    return await(answer, new Publication.Unanswered("no acknowledgement in " + timeout));
  }

  @Override
  public void disconnect() {
    disconnect("disconnected");
  }

  /** Final: a link that was closed connects no more. */
  @Override
  public void close() {
    closed = true;
    disconnect("closed");
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private void disconnect(String reason) {
    Socket current = socket;
    socket = null;
    if (current != null) {
      current.off();
      current.disconnect();
      // A daemon that hangs would keep the connection in its farewell for a minute.
      http.dispatcher().cancelAll();
    }
    opening.complete(new Connection.Unreachable(reason));
    inFlight.complete(new Publication.Unanswered(reason));
  }

  private IO.Options options(DaemonAddress address, HandshakeAnswer answer) {
    IO.Options options = new IO.Options();
    OkHttpClient.Builder transport = http.newBuilder().addInterceptor(answer);
    address.url().socket().ifPresent(socket -> leadThrough(socket, transport));
    OkHttpClient client = transport.build();
    options.webSocketFactory = client;
    options.callFactory = client;
    options.transports = new String[] {"websocket"};
    options.forceNew = true;
    options.reconnection = false;
    // Its own time-out would cost a thread.
    options.timeout = -1;
    Map<String, Object> auth = new HashMap<>(Map.of("role", "producer", "v", Protocol.VERSION));
    address.token().map(AccessToken::reveal).ifPresent(token -> auth.put("token", token));
    options.auth = asStrings(auth);
    address
        .token()
        .ifPresent(
            token ->
                options.extraHeaders =
                    Map.of("Authorization", List.of("Bearer " + token.reveal())));
    return options;
  }

  private static void leadThrough(Path socket, OkHttpClient.Builder transport) {
    transport
        .socketFactory(new UnixSocketFactory(socket))
        // The name of what is behind a socket need not exist.
        .dns(name -> List.of(InetAddress.getLoopbackAddress()));
  }

  /** The client declares strings and writes whatever JSON the values are; {@code v} is a number. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> asStrings(Map<String, ?> values) {
    return (Map<String, String>) values;
  }

  private static Connection refusal(Object[] error) {
    if (error.length > 0 && error[0] instanceof JSONObject json) {
      String message = json.optString("message", "no reason given");
      JSONObject data = json.optJSONObject("data", new JSONObject());
      return switch (data.optString("code")) {
        case "unauthorized" -> new Connection.WrongToken(message);
        case "unsupported_version" -> new Connection.UnsupportedVersion(message);
        default -> new Connection.Unreachable("refused: " + message);
      };
    }
    return new Connection.Unreachable(first(error));
  }

  private static Publication acknowledged(Object[] reply) {
    try {
      String text = reply.length > 0 ? String.valueOf(reply[0]) : "";
      return new Publication.Acknowledged(BatchCodec.decodeAck(Json.parse(text)));
    } catch (MalformedJsonException | IllegalArgumentException e) {
      return new Publication.Unanswered("the acknowledgement is none: " + e.getMessage());
    }
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

  /** The innermost cause is the one that tells something: "Connection refused". */
  private static String first(Object[] arguments) {
    Object first = arguments.length > 0 ? arguments[0] : "no reason given";
    while (first instanceof Throwable thrown && thrown.getCause() != null) {
      first = thrown.getCause();
    }
    return String.valueOf(first);
  }

  private static Thread daemonThread(Runnable work) {
    Thread thread = new Thread(work, "mpm-proxy-link");
    thread.setDaemon(true);
    return thread;
  }
}
