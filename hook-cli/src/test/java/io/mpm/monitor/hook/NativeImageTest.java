package io.mpm.monitor.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mpm.monitor.protocol.codec.Json;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code native-image} is told of the commands, which picocli finds by reflection. */
class NativeImageTest {

  private static final String CONFIGURATION =
      "/META-INF/native-image/picocli-generated/io.mpm.monitor/hook-cli/reflect-config.json";

  private static Map<String, Set<String>> fieldsByClass() throws Exception {
    Map<String, Set<String>> fields = new HashMap<>();
    try (InputStream configuration = NativeImageTest.class.getResourceAsStream(CONFIGURATION)) {
      assertThat(configuration).as(CONFIGURATION).isNotNull();
      for (JsonNode type : Json.parse(configuration.readAllBytes())) {
        fields.put(
            type.path("name").asText(),
            type.path("fields").findValues("name").stream()
                .map(JsonNode::asText)
                .collect(Collectors.toSet()));
      }
    }
    return fields;
  }

  @Test
  void configuration_namesEveryCommandAndWhatPicocliSetsInIt() throws Exception {
    Map<String, Set<String>> known = fieldsByClass();
    CommandLine program = HookCommand.commandLine(Map.of());
    Stream<CommandLine> all =
        Stream.concat(Stream.of(program), program.getSubcommands().values().stream());
    for (Object command : all.map(line -> line.getCommandSpec().userObject()).toList()) {
      if (command.getClass().getName().startsWith("io.mpm.")) {
        assertThat(known).containsKey(command.getClass().getName());
        assertThat(known.get(command.getClass().getName()))
            .containsExactlyInAnyOrderElementsOf(
                Arrays.stream(command.getClass().getDeclaredFields())
                    .filter(NativeImageTest::isPicoclis)
                    .map(Field::getName)
                    .toList());
      }
    }
    assertThat(known).hasSizeGreaterThan(5);
  }

  private static boolean isPicoclis(Field field) {
    return Arrays.stream(field.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getName().startsWith("picocli."));
  }
}
