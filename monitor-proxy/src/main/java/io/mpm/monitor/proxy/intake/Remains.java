package io.mpm.monitor.proxy.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Function;

/**
 * What may be kept of a file that cannot be delivered: its JSON without secrets; of anything else
 * its beginning, taken for one text, without the secrets that can be told in there.
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
      return Json.text(sanitizer.apply(Json.parse(bytes)).data());
    } catch (MalformedJsonException e) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return sanitizer.apply(TextNode.valueOf(text)).data().asText();
    }
  }
}
