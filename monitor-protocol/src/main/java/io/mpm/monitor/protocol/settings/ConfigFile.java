package io.mpm.monitor.protocol.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads {@code config.yaml} as a flat list of dotted keys, each with its line. */
final class ConfigFile {

  /** One value; {@code line} counts from 1. */
  record Entry(String key, String text, int line) {}

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ConfigFile(Path file) {
    this.file = file;
  }

  /** What is in {@code file}, by key; nothing when there is no such file. */
  static Map<String, Entry> read(Path file) throws InvalidSettingsException {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (CharacterCodingException e) {
      throw new InvalidSettingsException(file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new InvalidSettingsException(
          file + " cannot be read (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
          e);
    }
    return new ConfigFile(file).parse(text);
  }

  private Map<String, Entry> parse(String text) throws InvalidSettingsException {
    String yaml = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        section(parser);
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        throw notSettings(line(parser));
      }
      requireEnd(parser);
      return entries;
    } catch (JsonProcessingException e) {
      throw notYaml(e);
    } catch (IOException e) {
      throw new IllegalStateException("reading a text in memory", e);
    }
  }

  /** What a user has written below a {@code ---} must not be passed over in silence. */
  private void requireEnd(YAMLParser parser) throws IOException, InvalidSettingsException {
    for (JsonToken more = parser.nextToken(); more != null; more = parser.nextToken()) {
      if (!value(parser, more).isEmpty()) {
        throw new InvalidSettingsException(
            "%s line %d: a second document begins here, and settings are one; remove the line ---"
                .formatted(file, line(parser)));
      }
    }
  }

  private InvalidSettingsException notYaml(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked) {
      return new InvalidSettingsException(
          "%s line %d is not YAML: %s"
              .formatted(file, marked.getProblemMark().getLine() + 1, marked.getProblem()),
          e);
    }
    return new InvalidSettingsException(file + " is not YAML: " + e.getOriginalMessage(), e);
  }

  private void section(YAMLParser parser) throws IOException, InvalidSettingsException {
    Deque<String> path = new ArrayDeque<>();
    int open = 1;
    while (open > 0) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.FIELD_NAME) {
        path.addLast(parser.currentName());
      } else if (token == JsonToken.START_OBJECT) {
        open++;
      } else if (token == JsonToken.END_OBJECT) {
        open--;
        path.pollLast();
      } else if (token != null && token.isScalarValue()) {
        add(new Entry(String.join(".", path), value(parser, token), line(parser)));
        path.removeLast();
      } else {
        throw notSettings(line(parser));
      }
    }
  }

  private static String value(YAMLParser parser, JsonToken token) throws IOException {
    return token == JsonToken.VALUE_NULL ? "" : parser.getText();
  }

  private void add(Entry entry) throws InvalidSettingsException {
    Entry earlier = entries.putIfAbsent(entry.key(), entry);
    if (earlier != null) {
      throw new InvalidSettingsException(
          "%s line %d: %s is set already in line %d"
              .formatted(file, entry.line(), entry.key(), earlier.line()));
    }
  }

  private InvalidSettingsException notSettings(int line) {
    return new InvalidSettingsException(
        "%s line %d: settings are written as names and single values, such as \"socketio:\" and"
                .formatted(file, line)
            + " below it \"  port: 8765\"");
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
