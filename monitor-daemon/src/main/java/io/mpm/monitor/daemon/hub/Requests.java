package io.mpm.monitor.daemon.hub;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.access.Role;
import io.mpm.monitor.daemon.ingest.Ingest;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What clients ask for, by the names of {@code docs/protocol.md}. Runs on the event loop. */
final class Requests {

  // claude-mpm's numbers: its two requests for the history differ in what they give unasked.
  private static final int GET_HISTORY = 100;
  private static final int REQUEST_HISTORY = 50;
  private static final int MAX_HISTORY = 100;

  private final Function<String, @Nullable Subscriber> clients;
  private final Ingest ingest;
  private final Greeting greeting;
  private final Subscriptions subscriptions;
  private final FileEvents files;
  private final IntakeWindow intake = new IntakeWindow();

  Requests(
      Function<String, @Nullable Subscriber> clients,
      Ingest ingest,
      Greeting greeting,
      Subscriptions subscriptions,
      FileEvents files) {
    this.clients = clients;
    this.ingest = ingest;
    this.greeting = greeting;
    this.subscriptions = subscriptions;
    this.files = files;
  }

  void addTo(SocketIONamespace namespace) {
    on(namespace, "claude_event", Role::publishes, this::claudeEvent);
    on(namespace, "subscribe", Role::reads, this::subscribe);
    on(namespace, "get_status", role -> true, (client, data, ack) -> greeting.sendStatus(client));
    on(namespace, "ping", role -> true, (client, data, ack) -> greeting.sendPong(client));
    on(namespace, "get_version", role -> true, (client, data, ack) -> greeting.sendVersion(client));
    onHistory(namespace, "get_history", GET_HISTORY);
    onHistory(namespace, "request_history", REQUEST_HISTORY);
    onFile(namespace, "read_file", files::readFile);
    onFile(namespace, "check_file_tracked", files::checkFileTracked);
    onFile(namespace, "check_git_status", files::checkGitStatus);
    onFile(namespace, "get_git_branch", files::getGitBranch);
    onFile(namespace, "git_add_file", files::gitAddFile);
  }

  /** Handles one kind of request of a client that has shown the token. */
  private interface Handler {
    void handle(Subscriber client, JsonNode data, AckRequest ack) throws MalformedRequestException;
  }

  private void onHistory(SocketIONamespace namespace, String name, int unasked) {
    on(namespace, name, Role::reads, (client, data, ack) -> history(client, data, unasked));
  }

  private void onFile(
      SocketIONamespace namespace, String name, BiConsumer<Subscriber, JsonNode> handler) {
    on(namespace, name, Role::reads, (client, data, ack) -> handler.accept(client, data));
  }

  private void on(
      SocketIONamespace namespace, String name, Predicate<Role> allowed, Handler handler) {
    namespace.addEventListener(
        name,
        JsonNode.class,
        (SocketIOClient from, @Nullable JsonNode data, AckRequest ack) -> {
          Subscriber client = clients.apply(from.getSessionId().toString());
          if (client == null) {
            return;
          }
          if (!allowed.test(client.role())) {
            ack.sendAckData(client.refuseRole(name));
            return;
          }
          try {
            handler.handle(client, data == null ? MissingNode.getInstance() : data, ack);
          } catch (MalformedRequestException e) {
            ack.sendAckData(client.refuse(name, String.valueOf(e.getMessage())));
          }
        });
  }

  private void claudeEvent(Subscriber client, JsonNode event, AckRequest ack) {
    int bytes = TreeSize.of(event);
    Ingest.Taking taking = ingest.claudeEvent(event, bytes);
    if (!taking.turn().isDone()) {
      intake.entered(client.channel(), bytes, taking.turn());
    }
    taking
        .ack()
        .thenAcceptAsync(
            result -> ack.sendAckData(BatchCodec.encode(result)), client.channel().eventLoop());
  }

  private void subscribe(Subscriber client, JsonNode asked, AckRequest ack)
      throws MalformedRequestException {
    ObjectNode inForce = subscriptions.apply(client, asked);
    client.send("subscribed", inForce);
    ack.sendAckData(inForce);
  }

  private void history(Subscriber client, JsonNode asked, int unasked)
      throws MalformedRequestException {
    int limit = Math.max(1, Math.min(MAX_HISTORY, asked.path("limit").asInt(unasked)));
    EventFilter types =
        new EventFilter(Set.of(), EventFilter.texts(asked, "event_types", Set.of()));
    greeting.sendHistory(client, limit, types);
  }
}
