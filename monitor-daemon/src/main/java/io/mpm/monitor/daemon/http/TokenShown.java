package io.mpm.monitor.daemon.http;

/** Goes through a channel's pipeline when whoever is at its other end has shown the token. */
public enum TokenShown {
  NOW
}
