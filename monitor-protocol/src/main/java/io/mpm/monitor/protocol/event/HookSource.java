package io.mpm.monitor.protocol.event;

/**
 * Where Claude Code was told to call {@code mpm-hook}. Whoever registers it in several places gets
 * each event several times; the word that it is called with tells the copies apart.
 */
public enum HookSource {
  /** In a settings file: called with the event's word, or over HTTP. */
  SETTINGS(""),

  /** In our plugin. */
  PLUGIN("from-plugin"),

  /** In the settings of the one session that {@code mpm-monitord run} started. */
  RUN("from-run");

  private final String word;

  HookSource(String word) {
    this.word = word;
  }

  /** What {@code mpm-hook} is called with; empty when that is the event's own word. */
  public String word() {
    return word;
  }

  /** The source of an event that came with this word. */
  public static HookSource ofWord(String word) {
    for (HookSource source : values()) {
      if (!source.word.isEmpty() && source.word.equals(word)) {
        return source;
      }
    }
    return SETTINGS;
  }
}
