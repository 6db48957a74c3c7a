package io.mpm.monitor.proxy.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.event.EventKind;
import io.mpm.monitor.protocol.event.EventKinds;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What may be kept of a file that cannot be delivered: its JSON without secrets; of anything else
 * its beginning, taken for one text, without the secrets that can be told in there. Where they
 * cannot be taken out, only that it was there: the name of its event, its size, and the reason.
 */
public final class Remains {

  private final ReadLimits limits;
  private final Function<JsonNode, Sanitized> sanitizer;

  public Remains(ReadLimits limits, Function<JsonNode, Sanitized> sanitizer) {
    this.limits = limits;
    this.sanitizer = sanitizer;
  }

  /** What may be kept of that file; a link is not followed. */
  String of(Path file) throws IOException {
    byte[] bytes;
    try (var channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      bytes = Channels.newInputStream(channel).readNBytes(limits.eventBytes());
    }
    try {
      return redacted(bytes);
    } catch (RuntimeException | StackOverflowError e) {
      return Json.text(notKept(bytes, Files.size(file), e));
    }
  }

  private String redacted(byte[] bytes) {
    try {
      return Json.text(sanitizer.apply(Json.parse(bytes)).data());
    } catch (MalformedJsonException e) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return sanitizer.apply(TextNode.valueOf(text)).data().asText();
    }
  }

  /** Says what was there, in words that were ours before. */
  private static ObjectNode notKept(byte[] bytes, long size, Throwable reason) {
    ObjectNode said = Json.object();
    hookEvent(bytes).ifPresent(name -> said.put("hook_event_name", name));
    said.putObject("not_kept")
        .put("bytes", size)
        .put("reason", "could not be redacted: " + reason.getClass().getSimpleName());
    return said;
  }

  private static Optional<String> hookEvent(byte[] bytes) {
    try {
      String name = Json.parse(bytes).path("hook_event_name").asText("");
      return EventKinds.ALL.stream().map(EventKind::hookEvent).filter(name::equals).findFirst();
    } catch (MalformedJsonException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
