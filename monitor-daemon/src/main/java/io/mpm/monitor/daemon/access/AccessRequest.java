package io.mpm.monitor.daemon.access;

import java.util.List;

/**
 * What a request says of where it comes from, as it stood in its head. Lists hold each time that a
 * header or parameter was given: twice is a sign of an attack, and which one counts must not depend
 * on who reads it.
 *
 * @param target the request line's target, undecoded
 * @param hosts every {@code Host} header
 * @param origins every {@code Origin} header
 * @param tokens every token shown: {@code Authorization: Bearer …}, and {@code ?token=} where the
 *     route takes it
 */
public record AccessRequest(
    String target, List<String> hosts, List<String> origins, List<String> tokens) {

  public AccessRequest {
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    tokens = List.copyOf(tokens);
  }
}
