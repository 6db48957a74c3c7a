package io.mpm.monitor.proxy.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A link that answers as it is told. */
final class FakeDaemonLink implements DaemonLink {

  final List<DaemonAddress> connects = new ArrayList<>();
  final List<String> published = new ArrayList<>();
  private Function<DaemonAddress, Connection> onConnect = address -> new Connection.Open();
  private Function<String, PublishOutcome> onPublish =
      batch -> new PublishOutcome.Unanswered("nothing told");
  private boolean open;

  FakeDaemonLink onConnect(Function<DaemonAddress, Connection> answer) {
    onConnect = answer;
    return this;
  }

  FakeDaemonLink onPublish(Function<String, PublishOutcome> answer) {
    onPublish = answer;
    return this;
  }

  @Override
  public Connection connect(DaemonAddress address) {
    connects.add(address);
    Connection outcome = onConnect.apply(address);
    open = outcome instanceof Connection.Open;
    return outcome;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public PublishOutcome publish(String batch) {
    published.add(batch);
    return onPublish.apply(batch);
  }

  @Override
  public void disconnect() {
    open = false;
  }

  @Override
  public void close() {
    disconnect();
  }
}
