package io.mpm.monitor.daemon.service;

import java.nio.file.Path;
import java.util.List;

/**
 * What tells the system to keep a daemon running for one user, from login to logout.
 *
 * @param path where the system looks for it
 * @param text what is to be in it
 * @param start the commands that make it count, in their order
 * @param stop the commands that end it, before the file is removed
 * @param forget the commands after that
 * @param ask the command that says how it does
 */
public record ServiceFile(
    Path path,
    String text,
    List<List<String>> start,
    List<List<String>> stop,
    List<List<String>> forget,
    List<String> ask) {

  public ServiceFile {
    start = List.copyOf(start);
    stop = List.copyOf(stop);
    forget = List.copyOf(forget);
    ask = List.copyOf(ask);
  }
}
