package io.mpm.monitor.daemon.hub;

/**
 * What a client asks for makes no sense; the message names the field, its value and the allowed.
 */
final class MalformedRequestException extends Exception {

  MalformedRequestException(String message) {
    super(message);
  }
}
