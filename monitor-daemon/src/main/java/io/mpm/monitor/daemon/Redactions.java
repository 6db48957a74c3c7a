package io.mpm.monitor.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.redaction.RedactionSettings;
import io.mpm.monitor.protocol.redaction.Redactor;
import io.mpm.monitor.protocol.redaction.Sanitizer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the secrets out of what comes through the daemon's own doors, and out of files, by the
 * settings as they are at that moment. The rules take a tenth of a second to build, and most
 * daemons hear from proxies alone, so that waits until they are needed. Safe for any thread.
 */
final class Redactions {

  private final Supplier<RedactionSettings> settings;
  private volatile Rules rules;

  /** Asks for the settings each time. */
  Redactions(Supplier<RedactionSettings> settings) {
    this.settings = settings;
    this.rules = Rules.of(settings.get());
  }

  private Rules rules() {
    RedactionSettings now = settings.get();
    Rules current = rules;
    if (!current.settings().equals(now)) {
      current = Rules.of(now);
      rules = current;
    }
    return current;
  }

  /** What an event goes through before it comes here, for those that no proxy brought. */
  JsonNode event(JsonNode data) {
    return rules().events().get().map(sanitizer -> sanitizer.apply(data)).orElse(data);
  }

  /** The same for a text of a file that events name. */
  String file(String text) {
    return rules()
        .files()
        .get()
        .map(redactor -> redactor.redact(TextNode.valueOf(text)).data().asText())
        .orElse(text);
  }

  private record Rules(
      RedactionSettings settings,
      Late<Optional<Sanitizer>> events,
      Late<Optional<Redactor>> files) {

    static Rules of(RedactionSettings settings) {
      return new Rules(settings, new Late<>(settings::sanitizer), new Late<>(settings::redactor));
    }
  }

  private static final class Late<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    Late(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T get() {
      T value = made;
      if (value == null) {
        value = maker.get();
        made = value;
      }
      return value;
    }
  }
}
