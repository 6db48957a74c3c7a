package io.mpm.monitor.daemon.model.tools;

/**
 * The text that a tool gave back.
 *
 * @param summary its beginning, in one line
 * @param bytes its size as UTF-8, with what Claude Code or the proxy cut out of it on its way to us
 */
public record Output(String summary, long bytes) {

  static final Output NONE = new Output("", 0);
}
