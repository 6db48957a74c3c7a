package io.mpm.monitor.it.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Forwards TCP connections as ssh does for {@code -L} and {@code -R}. Has a main of its own, to be
 * run in another network.
 */
public final class Forwarder implements AutoCloseable {

  private static final int BACKLOG = 50;

  private final ServerSocket door;
  private final InetAddress host;
  private final int targetPort;

  private Forwarder(ServerSocket door, InetAddress host, int port) {
    this.door = door;
    this.host = host;
    this.targetPort = port;
    daemon(this::accept);
  }

  /**
   * Forwards what comes to {@code address}.
   *
   * @param port where it listens; 0 for a free one
   * @param loopbackPort where it brings it, on this machine
   */
  public static Forwarder between(String address, int port, int loopbackPort) throws IOException {
    return between(address, port, "127.0.0.1", loopbackPort);
  }

  private static Forwarder between(String address, int port, String host, int targetPort)
      throws IOException {
    InetAddress here = InetAddress.getByName(address);
    return new Forwarder(
        new ServerSocket(port, BACKLOG, here), InetAddress.getByName(host), targetPort);
  }

  /** {@code Forwarder <address> <port> <address> <port>}: from the first to the second. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Forwarder forwarder =
        between(
            arguments[0],
            Integer.parseInt(arguments[1]),
            arguments[2],
            Integer.parseInt(arguments[3]))) {
      System.out.println("listening on " + forwarder.door.getLocalSocketAddress());
      Thread.currentThread().join();
    }
  }

  /** Where it listens. */
  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        Socket there = new Socket(host, targetPort);
        daemon(() -> copy(here, there));
        daemon(() -> copy(there, here));
      } catch (IOException e) {
        // Closed, or nobody is at home over there.
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // One of the two has gone; so does the other.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
