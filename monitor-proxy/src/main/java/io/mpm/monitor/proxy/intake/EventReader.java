package io.mpm.monitor.proxy.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.delivery.BatchCodec;
import io.mpm.monitor.protocol.delivery.PublishedEvent;
import io.mpm.monitor.protocol.redaction.Sanitizer.Sanitized;
import io.mpm.monitor.proxy.counters.AsideReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns spool files into events. None is refused for its size: what is longer than an event may be
 * loses the ends of its long strings, and if that is not enough, its long fields. Files of any size
 * are read in the memory that one event of the greatest size needs.
 */
public final class EventReader {

  private static final int TAIL = 64;
  private static final int SESSION_WITHIN = 64 << 10;
  private static final int LONGEST_SESSION = 128;

  private final SpoolFolder folder;
  private final ReadLimits limits;
  private final Function<JsonNode, Sanitized> sanitizer;

  /**
   * @param sanitizer sees the data of every event before anybody else does, and gives what may be
   *     sent; when it throws, the event is set aside
   */
  public EventReader(
      SpoolFolder folder, ReadLimits limits, Function<JsonNode, Sanitized> sanitizer) {
    this.folder = folder;
    this.limits = limits;
    this.sanitizer = sanitizer;
  }

  /** What is in that file now. Whatever is wrong with it, nothing is thrown. */
  public Reading read(SpoolFile file) {
    try (SeekableByteChannel channel = folder.open(file.name())) {
      long size = channel.size();
      if (size != file.size()) {
        // Its time is another one by now, and so would its id be for the next one who looks.
        return new Reading.Incomplete("it changed after we had looked");
      }
      if (!mayBeWhole(channel, size)) {
        return new Reading.Incomplete("the end is missing");
      }
      Told told = told(channel, size);
      return told.data().isObject()
          ? complete(file, told, size)
          : new Reading.Unusable(AsideReason.NO_EVENT, "is no JSON object");
    } catch (MalformedJsonException e) {
      return new Reading.Incomplete(String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      // Its own message would quote the file.
      return new Reading.Incomplete("no valid JSON");
    } catch (NoSuchFileException e) {
      return new Reading.Gone();
    } catch (IOException e) {
      return new Reading.Unusable(AsideReason.UNREADABLE, e.getClass().getSimpleName());
    } catch (RuntimeException | StackOverflowError e) {
      return unreadable("could not be read", e);
    }
  }

  /** One file must not end the proxy. What is thrown may quote the file; its class does not. */
  private static Reading.Unusable unreadable(String what, Throwable thrown) {
    return new Reading.Unusable(
        AsideReason.UNREADABLE, what + ": " + thrown.getClass().getSimpleName());
  }

  /** The session that a file about to be dropped belongs to; empty when it does not say. */
  public String session(SpoolFile file) {
    try (SeekableByteChannel channel = folder.open(file.name());
        JsonParser parser =
            Json.parser(
                new ByteArrayInputStream(
                    Channels.newInputStream(channel).readNBytes(SESSION_WITHIN)))) {
      return session(parser);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  private static String session(JsonParser parser) throws IOException {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("session_id")) {
          // Whatever is longer is no session's id, and is not to be kept in our counters.
          return parser.getTextLength() <= LONGEST_SESSION ? parser.getText() : "";
        }
        parser.skipChildren();
      }
    }
    return "";
  }

  /** Tells a file that is being written from a whole one without reading it all. */
  private static boolean mayBeWhole(SeekableByteChannel channel, long size) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate(TAIL);
    channel.position(Math.max(0, size - TAIL));
    while (tail.hasRemaining() && channel.read(tail) >= 0) {
      // One read may give less than there is.
    }
    channel.position(0);
    String end = new String(tail.array(), 0, tail.position(), StandardCharsets.ISO_8859_1).strip();
    boolean onlyBlanks = end.isEmpty() && tail.position() == TAIL;
    return onlyBlanks || end.endsWith("}") || end.endsWith("]");
  }

  /**
   * What a file tells.
   *
   * @param whole whether nothing was left out
   */
  private record Told(JsonNode data, boolean whole) {}

  private Told told(SeekableByteChannel channel, long size)
      throws IOException, MalformedJsonException {
    InputStream file = Channels.newInputStream(channel);
    boolean whole = size <= limits.eventBytes();
    byte[] text = whole ? file.readAllBytes() : trimmed(file).readNBytes(limits.eventBytes() + 1);
    try {
      if (text.length <= limits.eventBytes()) {
        return new Told(Json.parse(text), whole);
      }
    } catch (MalformedJsonException e) {
      if (!e.hasTooManyValues()) {
        throw e;
      }
      // As long as an event may be, and yet more than the daemon takes.
    }
    return new Told(smallFields(channel, size), false);
  }

  private JsonNode smallFields(SeekableByteChannel channel, long size) throws IOException {
    channel.position(0);
    try (JsonParser parser = Json.parser(trimmed(Channels.newInputStream(channel)))) {
      Optional<? extends JsonNode> small = SmallFields.of(parser, size, limits);
      return small.isPresent() ? small.get() : Json.object().arrayNode();
    }
  }

  private InputStream trimmed(InputStream whole) {
    return new StringTrimmer(whole, limits.stringBytes());
  }

  private Reading complete(SpoolFile file, Told told, long size) {
    Sanitized sanitized;
    try {
      sanitized = sanitizer.apply(told.data());
    } catch (RuntimeException | StackOverflowError e) {
      return unreadable("could not be redacted", e);
    }
    if (!sanitized.data().isObject()) {
      // Too many small things for what may be sent: of it all a marker is left, which is no event.
      JsonNode redacted = sanitized.redaction().data();
      return encode(file, SmallFields.of(redacted, size, limits), sanitized, false);
    }
    boolean asWritten = told.whole() && sanitized.data().equals(told.data());
    Reading.Complete whole = encode(file, sanitized.data(), sanitized, asWritten);
    return whole.bytes() <= limits.eventBytes()
        ? whole
        : encode(file, SmallFields.of(sanitized.data(), size, limits), sanitized, false);
  }

  private static Reading.Complete encode(
      SpoolFile file, JsonNode data, Sanitized sanitized, boolean asWritten) {
    PublishedEvent event =
        new PublishedEvent(file.eventId(), file.time(), file.name().word(), data);
    byte[] text = Json.bytes(BatchCodec.encode(event));
    return new Reading.Complete(
        event, new String(text, StandardCharsets.UTF_8), text.length, sanitized, asWritten);
  }
}
