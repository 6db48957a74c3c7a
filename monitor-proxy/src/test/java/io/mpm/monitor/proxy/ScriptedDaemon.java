package io.mpm.monitor.proxy;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.AccessToken;
import io.mpm.monitor.protocol.home.DaemonRecord;
import io.mpm.monitor.protocol.home.DaemonUrl;
import io.mpm.monitor.protocol.home.MonitorHome;
import io.mpm.monitor.protocol.home.PrivateFiles;
import io.mpm.monitor.protocol.home.ProcessIdentity;
import io.mpm.monitor.proxy.delivery.DaemonAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Socket.IO server that does as it is told: by default it takes everything, and knows an
 * event that it has taken before. Events outlive a restart, as a store would.
 */
public final class ScriptedDaemon implements AutoCloseable {

  /** What to do with a batch. */
  public interface Script {
    void publish(SocketIOClient client, JsonNode batch, AckRequest ack);
  }

  public final AccessToken token = AccessToken.random();
  public final List<JsonNode> batches = new CopyOnWriteArrayList<>();
  public final List<Object> auths = new CopyOnWriteArrayList<>();

  /** How often a client has said that it lives. */
  public final AtomicInteger pongs = new AtomicInteger();

  private final Map<String, JsonNode> held = Collections.synchronizedMap(new LinkedHashMap<>());
  private final int port = freePort();
  private volatile Script script = this::accept;
  private volatile Optional<Object> connectError = Optional.empty();
  private volatile Duration pingInterval = Duration.ofSeconds(25);
  private volatile Duration pingPatience = Duration.ofSeconds(60);
  private volatile Optional<SocketIOServer> server = Optional.empty();

  public ScriptedDaemon onPublish(Script next) {
    script = next;
    return this;
  }

  /** Refuses whoever connects with that as the CONNECT error. */
  public ScriptedDaemon refusing(Object error) {
    connectError = Optional.of(error);
    return this;
  }

  /** Asks its clients that often whether they live, and lets go of who is silent for so long. */
  public ScriptedDaemon silentFor(Duration interval, Duration patience) {
    pingInterval = interval;
    pingPatience = patience;
    return this;
  }

  public ScriptedDaemon start() {
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(port);
    configuration.setTransports(Transport.WEBSOCKET);
    configuration.setAckMode(AckMode.MANUAL);
    configuration.setMaxFramePayloadLength(8 << 20);
    configuration.setBossThreads(1);
    configuration.setWorkerThreads(1);
    configuration.setPingInterval((int) pingInterval.toMillis());
    configuration.setPingTimeout((int) pingPatience.toMillis());
    configuration.getSocketConfig().setReuseAddress(true);
    configuration.setAuthorizationListener(
        handshake ->
            ("Bearer " + token.reveal()).equals(handshake.getHttpHeaders().get("Authorization"))
                ? AuthorizationResult.SUCCESSFUL_AUTHORIZATION
                : AuthorizationResult.FAILED_AUTHORIZATION);
    SocketIOServer fresh = new SocketIOServer(configuration);
    fresh
        .getNamespace("")
        .addAuthTokenListener(
            (auth, client) -> {
              auths.add(auth);
              return connectError
                  .map(error -> new AuthTokenResult(false, error))
                  .orElse(AuthTokenResult.AuthTokenResultSuccess);
            });
    fresh.addPongListener(client -> pongs.incrementAndGet());
    fresh.addEventListener(
        "publish",
        JsonNode.class,
        (client, batch, ack) -> {
          batches.add(batch);
          script.publish(client, batch, ack);
        });
    fresh.start();
    server = Optional.of(fresh);
    return this;
  }

  /** Also writes what the proxy finds it by. */
  public ScriptedDaemon startIn(MonitorHome home) throws IOException {
    start();
    PrivateFiles.write(home.token(), token.reveal() + "\n");
    new DaemonRecord(ProcessIdentity.current(), port, "test", 1).write(home.daemonRecord());
    return this;
  }

  public DaemonAddress address() {
    return new DaemonAddress(DaemonUrl.onLoopback(port), Optional.of(token));
  }

  /** The events that it has taken, each once, in the order in which they came. */
  public List<JsonNode> held() {
    synchronized (held) {
      return List.copyOf(held.values());
    }
  }

  /** The counters on the last batch. */
  public JsonNode lastCounters() {
    int last = batches.size() - 1;
    return last < 0 ? Json.object() : batches.get(last).path("counters");
  }

  /** Takes the batch and acknowledges it. */
  public void accept(SocketIOClient client, JsonNode batch, AckRequest ack) {
    int accepted = hold(batch);
    ack.sendAckData(ackOf(accepted, batch.path("events").size() - accepted));
  }

  /** Takes the batch and says nothing. */
  public int hold(JsonNode batch) {
    int accepted = 0;
    for (JsonNode event : batch.path("events")) {
      if (held.putIfAbsent(event.path("id").asText(), event) == null) {
        accepted++;
      }
    }
    return accepted;
  }

  public static Map<String, Object> ackOf(int accepted, int duplicates) {
    return Map.of(
        "v",
        1,
        "accepted",
        accepted,
        "duplicates",
        duplicates,
        "rejected",
        0,
        "rejections",
        List.of());
  }

  /** Acknowledges whatever the client counts under that number, asked or not. */
  public static void sendAck(SocketIOClient client, long number, Object data) {
    Packet packet = new Packet(PacketType.MESSAGE, EngineIOVersion.V4);
    packet.setSubType(PacketType.ACK);
    packet.setAckId(number);
    packet.setData(List.of(data));
    client.send(packet);
  }

  public void stop() {
    server.ifPresent(SocketIOServer::stop);
    server = Optional.empty();
  }

  public boolean isStopped() {
    return server.isEmpty();
  }

  @Override
  public void close() {
    stop();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
