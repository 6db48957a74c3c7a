package io.mpm.monitor.daemon.http;

import io.netty.handler.codec.http.FullHttpRequest;
import java.util.Map;

/**
 * A request that has found its route.
 *
 * @param path as it stood in the request
 * @param named the parts of the path that its route gives names
 * @param query what follows the question mark
 */
record Call(FullHttpRequest request, String path, Map<String, String> named, Query query) {

  Call {
    named = Map.copyOf(named);
  }

  /** The part of the path that the route calls {@code name}. */
  String part(String name) {
    String part = named.get(name);
    if (part == null) {
      throw new IllegalArgumentException("the route names no part " + name);
    }
    return part;
  }
}
