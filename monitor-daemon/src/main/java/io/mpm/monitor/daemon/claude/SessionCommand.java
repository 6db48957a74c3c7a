package io.mpm.monitor.daemon.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.codec.MalformedJsonException;
import io.mpm.monitor.protocol.event.HookSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command line of a Claude Code session that is to be watched by itself: our hooks are in the
 * settings that it is started with, and nowhere else.
 *
 * @param line the program and its arguments, as the user wrote them
 */
public record SessionCommand(List<String> line) {

  private static final String SETTINGS = "--settings";

  /** Claude Code's, with or without folders before it. */
  private static final Pattern PROGRAM = Pattern.compile("(.*[/\\\\])?claude(\\.(cmd|exe|ps1))?");

  public SessionCommand {
    if (line.isEmpty()) {
      throw new IllegalArgumentException("a command has a program");
    }
    line = List.copyOf(line);
  }

  /** What the session is started with: Claude Code takes one such option. */
  public List<String> with(Path settings) {
    int i = first();
    List<String> changed = new ArrayList<>(line.subList(0, i));
    changed.add(SETTINGS);
    changed.add(settings.toString());
    for (; i < line.size() && !line.get(i).equals("--"); i++) {
      if (line.get(i).equals(SETTINGS)) {
        i++;
      } else if (!line.get(i).startsWith(SETTINGS + "=")) {
        changed.add(line.get(i));
      }
    }
    changed.addAll(line.subList(Math.min(i, line.size()), line.size()));
    return changed;
  }

  /**
   * The settings that the user gave the session, if any, and our hooks beside his.
   *
   * @param folder where a relative path of his begins
   * @param program our {@code mpm-hook}
   * @throws IOException when his cannot be read; names them
   */
  public ObjectNode settings(Path folder, Path program) throws IOException {
    ObjectNode settings = own(folder);
    ObjectNode hooks = settings.withObject("/hooks");
    for (String event : HookEvents.DEFAULTS) {
      JsonNode groups = hooks.path(event);
      ArrayNode array = groups instanceof ArrayNode held ? held : hooks.putArray(event);
      ObjectNode handler = array.addObject().putArray("hooks").addObject();
      handler.put("type", "command").put("command", program.toString());
      handler.putArray("args").add(HookSource.RUN.word());
      handler.put("timeout", HookEntries.TIMEOUT_SECONDS);
    }
    return settings;
  }

  private ObjectNode own(Path folder) throws IOException {
    Optional<String> named = named();
    if (named.isEmpty()) {
      return Json.object();
    }
    String value = named.get();
    boolean inline = value.strip().startsWith("{");
    try {
      String text = inline ? value : Files.readString(folder.resolve(value));
      if (Json.parse(text) instanceof ObjectNode settings && isUsable(settings)) {
        return settings;
      }
    } catch (MalformedJsonException e) {
      // Said below.
    }
    throw new IOException(
        "%s %s: settings of Claude Code are a JSON object"
            .formatted(SETTINGS, inline ? "{...}" : value));
  }

  private static boolean isUsable(ObjectNode settings) {
    return settings.path("hooks").isMissingNode() || settings.path("hooks").isObject();
  }

  /**
   * Where Claude Code's own arguments begin: after its name, before which may stand another program
   * that starts it, such as {@code env}; whatever has another name gets them all.
   */
  private int first() {
    for (int i = 0; i < line.size(); i++) {
      if (PROGRAM.matcher(line.get(i)).matches()) {
        return i + 1;
      }
    }
    return 1;
  }

  private Optional<String> named() {
    Optional<String> named = Optional.empty();
    for (int i = first(); i < line.size() && !line.get(i).equals("--"); i++) {
      String argument = line.get(i);
      if (argument.startsWith(SETTINGS + "=")) {
        named = Optional.of(argument.substring(SETTINGS.length() + 1));
      } else if (argument.equals(SETTINGS) && i + 1 < line.size()) {
        i++;
        named = Optional.of(line.get(i));
      }
    }
    return named;
  }
}
