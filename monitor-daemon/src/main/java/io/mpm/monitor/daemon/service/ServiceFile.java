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
 * @param isExclusive whether {@code start} fails as long as the system knows a service of that
 *     name: {@code stop} comes before it, and may take a while
 * @param ask the command that says how it does, and fails when the system knows no such service
 * @param facts the names of what to tell of its long answer, first the one that is {@code running}
 *     while the service is; none where the answer is a line, and fails while the service does not
 *     run
 */
public record ServiceFile(
    Path path,
    String text,
    List<List<String>> register,
    List<List<String>> start,
    List<List<String>> stop,
    List<List<String>> forget,
    boolean isExclusive,
    List<String> ask,
    List<String> facts) {

  public ServiceFile {
    register = List.copyOf(register);
    start = List.copyOf(start);
    stop = List.copyOf(stop);
    forget = List.copyOf(forget);
    ask = List.copyOf(ask);
    facts = List.copyOf(facts);
  }
}
