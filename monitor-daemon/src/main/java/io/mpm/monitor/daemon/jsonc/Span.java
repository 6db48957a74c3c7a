package io.mpm.monitor.daemon.jsonc;

/** A part of a text, from {@code start} up to but without {@code end}. */
interface Span {

  int start();

  int end();
}
