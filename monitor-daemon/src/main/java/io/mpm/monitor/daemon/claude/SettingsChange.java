package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.daemon.jsonc.JsoncException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a settings file is to hold instead of what it holds. Pure: nothing is read or written.
 *
 * @param now what it holds; empty when there is no file
 * @param then what it is to hold; empty when there is to be no file
 * @param before what it would hold without us, to the byte as far as that is known
 */
record SettingsChange(Optional<String> now, Optional<String> then, Optional<String> before) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String NO_SETTINGS = "{}\n";

  boolean isNone() {
    return now.equals(then);
  }

  /**
   * Our hooks come in; older ones of ours go out first. When they are there already, exactly these,
   * nothing changes.
   *
   * @throws JsoncException when the file is broken
   */
  static SettingsChange install(
      Optional<String> now, Optional<Receipt> receipt, Map<String, ObjectNode> groups)
      throws JsoncException {
    Optional<String> before = uninstall(now, receipt).then();
    if (now.isPresent() && holdsExactly(settings(now.get()), groups)) {
      return new SettingsChange(now, now, before);
    }
    String base = before.orElse(NO_SETTINGS);
    String then = mark(base) + settings(base).with(groups);
    return new SettingsChange(now, Optional.of(then), before);
  }

  /**
   * Our hooks go out. As long as nobody has touched the file since they came, it gets back what it
   * held then.
   *
   * @throws JsoncException when the file is broken
   */
  static SettingsChange uninstall(Optional<String> now, Optional<Receipt> receipt)
      throws JsoncException {
    if (now.isEmpty()) {
      return new SettingsChange(now, now, now);
    }
    if (receipt.isPresent() && receipt.get().isOf(now.get())) {
      Optional<String> before = receipt.get().before();
      return new SettingsChange(now, before, before);
    }
    HookSettings settings = settings(now.get());
    HookSettings without = settings.without(before(receipt));
    boolean nothingLeft =
        without.isEmpty() && receipt.isPresent() && receipt.get().before().isEmpty();
    Optional<String> then = nothingLeft ? Optional.empty() : Optional.of(text(without, now.get()));
    return new SettingsChange(now, then, then);
  }

  /** In a file that holds {@code now}; a blank one that held nothing of ours stays blank. */
  private static String text(HookSettings settings, String now) {
    String text = settings.toString();
    return text.equals(parsable(now)) ? now : mark(now) + text;
  }

  private static HookSettings before(Optional<Receipt> receipt) throws JsoncException {
    Optional<String> text = receipt.flatMap(Receipt::before);
    return text.isPresent() ? settings(text.get()) : HookSettings.empty();
  }

  /** Whether ours are there in these groups, as they are written, and in no others. */
  private static boolean holdsExactly(HookSettings settings, Map<String, ObjectNode> groups) {
    List<Map.Entry<String, ObjectNode>> ours = settings.ourGroups();
    return ours.size() == groups.size() && Set.copyOf(ours).equals(groups.entrySet());
  }

  /** The settings in a file's text, which may be blank. */
  static HookSettings settings(String text) throws JsoncException {
    return HookSettings.of(parsable(text));
  }

  /** The text that a parser wants. To Claude Code, too, a blank file is one without settings. */
  private static String parsable(String text) {
    String unmarked = text.substring(mark(text).length());
    return unmarked.isBlank() ? NO_SETTINGS : unmarked;
  }

  /** What some editors begin a file with and Claude Code skips. */
  private static String mark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  }
}
