package io.mpm.monitor.protocol.settings;

/** When a change of a setting counts, for those that run already. */
public enum Effect {
  /** As soon as the daemon reads the settings again. */
  AT_ONCE("in force"),

  /** When a proxy starts, which costs nothing: what it holds lies in the spool. */
  NEXT_PROXY("in force for the proxy that starts now"),

  /** When the daemon starts. */
  RESTART("needs `mpm-monitord restart`");

  private final String sentence;

  Effect(String sentence) {
    this.sentence = sentence;
  }

  /** What a user is told of a change. */
  public String sentence() {
    return sentence;
  }
}
