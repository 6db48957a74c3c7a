package io.mpm.monitor.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Forwards TCP connections as ssh does for {@code -L} and {@code -R}. Has a main of its own, to be
 * run in another network.
 */
final class Forwarder implements AutoCloseable {

  private final ServerSocket door;
  private final InetSocketAddress target;

  Forwarder(InetSocketAddress listen, InetSocketAddress target) throws IOException {
    this.door = new ServerSocket();
    this.door.setReuseAddress(true);
    this.door.bind(listen);
    this.target = target;
    daemon(this::accept);
  }

  /** {@code Forwarder <address> <port> <address> <port>}: from the first to the second. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Forwarder forwarder = new Forwarder(address(arguments, 0), address(arguments, 2))) {
      System.out.println("listening on " + forwarder.door.getLocalSocketAddress());
      Thread.currentThread().join();
    }
  }

  private static InetSocketAddress address(String[] arguments, int at) {
    return new InetSocketAddress(arguments[at], Integer.parseInt(arguments[at + 1]));
  }

  /** Where it listens. */
  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket here = door.accept();
        Socket there = new Socket(target.getAddress(), target.getPort());
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
