package io.mpm.monitor.daemon.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mpm.monitor.daemon.claude.SettingsSurvey;
import io.mpm.monitor.protocol.codec.Json;
import io.mpm.monitor.protocol.home.MonitorHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The very texts that must not get into a report, because of where they stand: rules know a secret
 * by its shape, and some have none.
 */
final class KnownSecrets {

  /** Shorter ones would take half of every text with them. */
  private static final int SHORTEST = 6;

  private static final String MARKER = "[redacted:known]";

  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(key|token|secret|pass|credential|auth|cookie|session|pwd).*");

  /** Folders, by which a report tells where something is. */
  private static final Set<String> HARMLESS = Set.of("PWD", "OLDPWD");

  private static final Pattern YAML_VALUE =
      Pattern.compile("(?m)^[^#\\n]*?(?:[:-])[ \\t]+[\"']?([^\\s\"'#][^\\n\"'#]*)");

  /** Longer ones first: one may be the beginning of another. */
  private final Set<String> texts =
      new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(text -> text));

  /** Those of this user. */
  static KnownSecrets of(
      MonitorHome home,
      Map<String, String> environment,
      SettingsSurvey claude,
      boolean configIsSound)
      throws IOException {
    KnownSecrets known = new KnownSecrets();
    known.add(text(home.token()));
    known.add(text(home.producerToken()));
    environment.forEach(
        (name, value) -> {
          if (SECRET_NAME.matcher(name).matches() && !HARMLESS.contains(name)) {
            known.add(value);
          }
        });
    claude.counting().forEach(file -> known.addClaude(file.settings().tree()));
    if (!configIsSound) {
      // What is wrong with it may be that a secret stands there, and the error names it.
      known.addValues(text(home.config()));
    }
    return known;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private void add(String text) {
    String secret = text.strip();
    if (secret.length() >= SHORTEST) {
      texts.add(secret);
    }
  }

  private void addClaude(JsonNode settings) {
    settings.path("env").forEach(value -> add(value.asText()));
    settings
        .findValues("headers")
        .forEach(headers -> headers.forEach(value -> add(value.asText())));
  }

  private void addValues(String yaml) {
    Matcher value = YAML_VALUE.matcher(yaml);
    while (value.find()) {
      add(value.group(1));
    }
  }

  /** The text without them. */
  String removedFrom(String text) {
    String clean = text;
    for (String secret : texts) {
      String inJson = Json.text(TextNode.valueOf(secret));
      clean =
          clean.replace(secret, MARKER).replace(inJson.substring(1, inJson.length() - 1), MARKER);
    }
    return clean;
  }
}
