package io.mpm.monitor.daemon.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mpm.monitor.protocol.codec.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * What an event says beside its place and type, read from its JSON without making a tree of it.
 *
 * @param id what makes a second copy of it a duplicate
 * @param text the texts in its {@code data}, one after another; of a very long one the beginning
 */
record EventText(String id, String text) {

  /** Nobody searches for what stands behind the first pages of a file. */
  static final int MAX_CHARS = 32 << 10;

  /** The same in every event of a session: a search for them would find them all. */
  private static final Set<String> NOT_SEARCHED =
      Set.of(
          "session_id",
          "transcript_path",
          "cwd",
          "working_directory",
          "permission_mode",
          "hook_event_name");

  List<String> words() {
    return SearchWords.of(text);
  }

  static EventText of(StoredEvent event) {
    try (JsonParser parser = Json.parser(new ByteArrayInputStream(event.json()))) {
      return read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(event + " is not the JSON that was stored", e);
    }
  }

  private static EventText read(JsonParser parser) throws IOException {
    String id = "";
    StringBuilder text = new StringBuilder();
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("id") && value == JsonToken.VALUE_STRING) {
        id = parser.getText();
      } else if (name.equals("data") && value == JsonToken.START_OBJECT) {
        readTexts(parser, text);
      } else {
        parser.skipChildren();
      }
    }
    return new EventText(id, text.toString());
  }

  private static void readTexts(JsonParser parser, StringBuilder text) throws IOException {
    int depth = 1;
    while (depth > 0 && text.length() < MAX_CHARS) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING
          && !(depth == 1 && NOT_SEARCHED.contains(parser.currentName()))) {
        String value = parser.getText();
        text.append(value, 0, Math.min(value.length(), MAX_CHARS - text.length())).append('\n');
      }
    }
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
  }
}
