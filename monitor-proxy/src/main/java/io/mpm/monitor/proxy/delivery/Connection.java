package io.mpm.monitor.proxy.delivery;

/** What an attempt to connect gave. */
public sealed interface Connection {

  /** The daemon took us in. */
  record Open() implements Connection {}

  /** The daemon does not take our token; {@code message} is its own. */
  record WrongToken(String message) implements Connection {}

  /** The daemon does not speak our version of the wire; {@code message} is its own. */
  record UnsupportedVersion(String message) implements Connection {}

  /** Nobody answered, or not as a daemon does. */
  record Unreachable(String reason) implements Connection {}
}
