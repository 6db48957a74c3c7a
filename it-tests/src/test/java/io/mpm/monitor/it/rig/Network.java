package io.mpm.monitor.it.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network of its own, as a container has one, with a cable to ours. Only root may make one.
 *
 * @param name of the namespace
 * @param here our end's address
 */
public record Network(String name, String here) implements AutoCloseable {

  private static final String HERE = "10.213.77.1";
  private static final String THERE = "10.213.77.2";

  /** Makes one; for everybody but root it prints why there is none. */
  public static Optional<Network> make() {
    String name = "mpm-" + ProcessHandle.current().pid();
    String ours = "mpmA" + ProcessHandle.current().pid() % 1_000_000;
    String theirs = "mpmB" + ProcessHandle.current().pid() % 1_000_000;
    try {
      String refusal = Commands.run(List.of("ip", "netns", "add", name));
      if (!refusal.isEmpty()) {
        System.out.println("no second network: " + refusal);
        return Optional.empty();
      }
    } catch (IOException e) {
      System.out.println("no second network: there is no ip: " + e.getMessage());
      return Optional.empty();
    }
    Network network = new Network(name, HERE);
    try {
      Commands.must("ip", "link", "add", ours, "type", "veth", "peer", "name", theirs);
      Commands.must("ip", "link", "set", theirs, "netns", name);
      Commands.must("ip", "addr", "add", HERE + "/30", "dev", ours);
      Commands.must("ip", "link", "set", ours, "up");
      Commands.must("ip", "-n", name, "addr", "add", THERE + "/30", "dev", theirs);
      Commands.must("ip", "-n", name, "link", "set", theirs, "up");
      Commands.must("ip", "-n", name, "link", "set", "lo", "up");
      return Optional.of(network);
    } catch (AssertionError e) {
      network.close();
      throw e;
    }
  }

  /** The command that runs {@code command} in it. */
  public List<String> inside(String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(List.of(command));
    return all;
  }

  /** The cable goes with it. */
  @Override
  public void close() {
    Commands.must("ip", "netns", "del", name);
  }
}
