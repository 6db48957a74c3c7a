package io.mpm.monitor.daemon.service;

import java.nio.file.Path;
import java.util.List;

/**
 * What tells the system to keep a daemon running for one user, from login to logout.
 *
 * @param path where the system looks for it
 * @param text what is to be in it
 * @param register the commands that make the system know it, in their order; nothing runs yet
 * @param start the commands that run it, after those
 * @param stop the commands that end it, before the file is removed
 * @param forget the commands after that
 * @param ask the command that says how it does
 */
public record ServiceFile(
    Path path,
    String text,
    List<List<String>> register,
    List<List<String>> start,
    List<List<String>> stop,
    List<List<String>> forget,
    List<String> ask) {

  public ServiceFile {
    register = List.copyOf(register);
    start = List.copyOf(start);
    stop = List.copyOf(stop);
    forget = List.copyOf(forget);
    ask = List.copyOf(ask);
  }
}
